"""A shop in which Ada, and the partner acme, have one of everything; and ids that never were."""

from collections.abc import Mapping

from haat import clock
from haat.manifest import Endpoint
from haat.shop_settings import RETURN_WINDOW_DAYS
from haat.table import writes
from identity.domain import refresh_tokens, sessions
from identity.domain.accounts import Account, Details
from identity.domain.providers import Identity
from identity.domain.sessions import Holder
from identity.manifests import addresses
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore
from identity.store.links import LinkStore
from identity.store.sessions import SessionStore
from inventory import manifest as inventory
from privacy import manifest as privacy
from reviews import manifest as reviews
from reviews.store.learning import KnowledgeStore
from tests.contracts.authorization.rows import ADDRESS, OF_STAFF, OF_THE_SHOP, OWNED, REVIEW, Things
from tests.faults.people import Order
from tests.faults.world import World
from tests.support.requests import Response, customer_claims, staff_claims
from tests.support.shop import PRODUCT
from wishlists import manifest as wishlists

Claims = Mapping[str, object]
KEY = {"idempotency-key": "matrix"}
ABSENT: Things = {
    "customer_id": "usr_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "address_id": "adr_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "code": "NOBODYS",
    "export_id": "exp_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "hold_id": "hld_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "name": "nothing",
    "image_id": "img_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "import_id": "imp_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "item_id": "itm_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "order_id": "ord_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "payment_id": "pay_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "provider": "nothing",
    "product_id": "prd_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "queue": "nobodys-queue",
    "refund_id": "1",
    "return_id": "ret_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "review_id": "rev_00000000000000000000000000",
    "rule_id": "rule_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "session_id": "fam_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "sku": "nothing",
    "wishlist_id": "wl_01hzzzzzzzzzzzzzzzzzzzzzzz",
    "slug": "nothing",
    "user_id": "usr_01hzzzzzzzzzzzzzzzzzzzzzzz",
}


def claims_of(name: str) -> Claims:
    """A customer's."""
    return customer_claims(f"usr_{name}", email=f"{name}@example.com", family=f"fam_{name}")


def partner(name: str) -> Claims:
    """Another company's."""
    return staff_claims("partner", username=name)


def furnish(world: World) -> Things:
    """Ada's order, shipped, partly refunded, coming back; her cart, review and wishlist; acme's hold."""
    world.stock("bowl", 10)
    ada = world.customer("ada")
    order = ada.buy({"bowl": 2})
    world.advance(2)
    ada.pay(order)
    world.advance(20)
    return _of(world, order)


def _of(world: World, order: Order) -> Things:
    ada = world.customer("ada")
    refund = world.admin.refund(order, {"amount": {"amount_minor": 100, "currency": "EUR"}})
    world.admin.move(order, "shipped")
    return_id = ada.give_back(order, "bowl", 1)
    cart = ada.add("bowl", 1)
    body = {"lines": [{"sku": "bowl", "quantity": 1}], "reason": "marketplace"}
    held = world.request(inventory.RESERVE_STOCK, body, headers={}, claims=partner("acme"))
    with world.calls.aside():
        KnowledgeStore().note_products([PRODUCT], [])
        google = Identity("google", "ada", None, None, None)
        writes.commit(*LinkStore().linked(google, "usr_ada", "2026-11-22T09:30:00Z"))
    named = {"product_id": PRODUCT}
    review = world.request(reviews.WRITE_REVIEW, REVIEW, path=named, headers={}, claims=claims_of("ada"))
    wishlist_id = _wishlist(world)
    session_id = _session(world)
    _account(world)
    world.advance(60)
    assert refund is not None
    return {
        "address_id": _address(world),
        "export_id": _copy(world),
        "customer_id": "usr_ada",
        "hold_id": str(held.json["hold_id"]),
        "name": RETURN_WINDOW_DAYS.name,
        "item_id": str(cart.json["lines"][0]["item_id"]),
        "order_id": order.id,
        "payment_id": str(order.response.json["payment"]["id"]),
        "provider": "google",
        "refund_id": str(refund.json["id"]),
        "return_id": return_id,
        "review_id": str(review.json["id"]),
        "session_id": session_id,
        "sku": "bowl",
        "wishlist_id": wishlist_id,
        "user_id": "usr_ada",
    }


def _address(world: World) -> str:
    """The id of an address in Ada's book."""
    added = world.request(addresses.ADD_ADDRESS, ADDRESS, headers={}, claims=claims_of("ada"))
    return str(added.json["id"])


def _copy(world: World) -> str:
    """The id of a copy that Ada has asked for."""
    asked = world.request(privacy.ASK_FOR_EXPORT, headers={}, claims=claims_of("ada"))
    return str(asked.json["id"])


def _wishlist(world: World) -> str:
    """The id of a list with the bowl on it."""
    ada, headers = claims_of("ada"), dict[str, str]()
    made = world.request(wishlists.CREATE_WISHLIST, {"name": "Home"}, headers=headers, claims=ada)
    named = {"wishlist_id": str(made.json["id"]), "sku": "bowl"}
    world.request(wishlists.ADD_ITEM, path=named, headers=headers, claims=ada)
    return named["wishlist_id"]


def _account(world: World) -> None:
    """Ada's, with what logs her in."""
    at = clock.now()
    account = Account("usr_ada", "ada@example.com", Details(), created_at=at, proof_asked_at=at)
    with world.calls.aside():
        writes.commit(
            AccountStore().registered(account)[0], CredentialsStore().claimed(account.email, account.id, "")
        )


def _session(world: World) -> str:
    """The id of a login of Ada's."""
    token = refresh_tokens.first_token("usr_ada")
    session = sessions.begin(Holder("usr_ada", "ada@example.com", 1, "Firefox"), token, clock.now_s())
    with world.calls.aside():
        writes.commit(SessionStore().begun(session))
    return session.family


def request(
    world: World, declared: Endpoint, things: Things, claims: Claims | None, link: str | None = None
) -> Response:
    """What `claims` or a header get for a request that names `things`."""
    body = {**OWNED, **OF_STAFF, **OF_THE_SHOP}[declared.name](things)
    path = {name: value for name, value in things.items() if f"{{{name}}}" in declared.path}
    headers = KEY | ({"order-token": link} if link else {})
    return world.request(declared, body, path=path, headers=headers, claims=claims)
