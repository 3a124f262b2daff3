"""A customer leaves: what says who she was is looked for in every row, event, mail and answer."""

import json
from collections.abc import Iterator
from typing import Any

import pyotp
import pytest

from haat import clock
from haat.guests import guest_id
from haat.manifest import Endpoint, Reaction
from haat.personal import erased_email
from haat.table import writes
from identity import manifest as identity
from identity.domain.erasure import ERASED_AFTER_S
from identity.domain.providers import Identity
from identity.keys import address_hash
from identity.manifests import addresses, customers, emails, erasure, passwords, second_factor
from identity.store.links import LinkStore
from infra.cdk.services import discover, functions_of
from privacy import manifest as privacy
from reviews import manifest as reviews
from reviews.store.learning import KnowledgeStore
from tests.faults.people import Customer, Order
from tests.faults.world import ERASURE, LEARNING, World
from tests.functions.identity.support import gateway_claims, prove_address
from tests.support.requests import admin_claims
from tests.support.shop import PRODUCT
from wishlists import manifest as wishlists

EMAIL, PASSWORD = "canary.mail@example.com", "correct horse battery"
NEW_EMAIL = "canary.new@example.org"
CHANGE_LINK = "/change-email#token="
PHONE, DEVICE = "+49 421 5550123", "CanaryPhone/1.0"
NAMES = ("Canarina", "Featherstone")
HOME = {
    "name": "Canarina Featherstone",
    "line1": "Canary Row 17",
    "line2": "Canary Yard",
    "city": "Canaryhaven",
    "postal_code": "28195",
    "region": None,
    "country": "DE",
}
WORDS = ("canary", *(name.lower() for name in NAMES), PHONE)
HASHES = tuple(hashed(email) for email in (EMAIL, NEW_EMAIL) for hashed in (guest_id, address_hash))
CANARIES = (*WORDS, *HASHES)  # the hashes of her addresses say it, too
KEPT_BY_LAW = "INVOICE#"  # name and address of the buyer: UStG § 14 (4) 1, kept as § 14b (1) says


class Ada(Customer):
    """A customer who has really registered, on a device of hers."""

    token: dict[str, str] = {}

    @property
    def id(self) -> str:
        return str(self.token.get("sub", ""))

    @property
    def credentials(self) -> dict[str, str]:
        return {"user-agent": DEVICE}

    @property
    def claims(self) -> dict[str, str]:
        return self.token

    def get(self, endpoint: Endpoint, body: object = None, **path: str) -> Any:
        answer = self.ask(endpoint, body, **path)
        assert answer.status < 300, answer.text
        return answer.json if answer.text else None

    def register(self) -> None:
        first, last = NAMES
        body = {"email": EMAIL, "password": PASSWORD, "first_name": first, "last_name": last, "phone": PHONE}
        self._come_in(self.get(identity.REGISTER, body))

    def log_in(self, email: str) -> None:
        self._come_in(self.get(identity.LOGIN, {"email": email, "password": PASSWORD}))

    def _come_in(self, granted: Any) -> None:
        self.token = gateway_claims(granted["access_token"])
        self.token["exp"] = str(int(self.token["exp"]) + 10_000_000)  # the test is longer than a token's life

    def close(self, code: str) -> Any:
        return self.get(erasure.CLOSE_ACCOUNT, {"password": PASSWORD, "code": code})


@pytest.fixture
def world() -> Iterator[World]:
    """The whole shop, with all that it learns."""
    with World(learning=(*LEARNING, *ERASURE)) as world:
        world.stock("bowl", 20)
        with world.aside():
            KnowledgeStore().note_products([PRODUCT], [])
        yield world


@pytest.fixture
def ada(world: World) -> Ada:
    """Ada, who has left traces in every service."""
    ada = Ada(world, "ada")
    ada.register()
    ada.get(
        identity.UPDATE_PROFILE,
        {"first_name": NAMES[0], "last_name": NAMES[1], "phone": PHONE, "address": HOME},
    )
    ada.get(addresses.ADD_ADDRESS, HOME)
    world.advance(301)
    ada.get(identity.RESEND_EMAIL_PROOF)
    with world.aside():
        prove_address(ada.id)
    ada.get(emails.ASK_EMAIL_CHANGE, {"email": NEW_EMAIL, "password": PASSWORD})
    ada.get(passwords.FORGOT_PASSWORD, {"email": EMAIL})
    world.advance(60)  # or the account is closed before anything knows whose reset it is
    for decided in (customers.BLOCK_CUSTOMER, customers.UNBLOCK_CUSTOMER):
        by_staff(world, decided, customer_id=ada.id)
    ada.log_in(EMAIL)
    with world.aside():
        google = Identity("google", "subject", EMAIL, *NAMES)
        writes.commit(*LinkStore().linked(google, ada.id, clock.now()))
    wishlist_id = ada.get(wishlists.CREATE_WISHLIST, {"name": "Home"})["id"]
    ada.get(wishlists.ADD_ITEM, wishlist_id=wishlist_id, sku="bowl")
    ada.get(reviews.WRITE_REVIEW, {"stars": 4, "title": "Good", "author_name": NAMES[0]}, product_id=PRODUCT)
    return ada


def by_staff(world: World, decided: Endpoint, **path: str) -> None:
    """An admin decides about a customer, which the audit log hears of."""
    reason = {"reason": "A card that was not theirs."}
    answer = world.request(decided, reason, path=path, headers={}, claims=admin_claims())
    assert answer.status == 200, answer.text


def delivered(world: World, ada: Ada) -> Order:
    """An order that has come, a unit of which goes back."""
    order = ada.buy({"bowl": 2}, shipping_address=HOME)
    ada.pay(order)
    world.advance(60)
    world.admin.refund(order, {"amount": {"amount_minor": 100, "currency": "EUR"}})
    world.admin.move(order, "shipped")
    ada.give_back(order, "bowl", 1)
    world.admin.move(order, "delivered")
    return order


def cancelled(world: World, ada: Ada) -> Order:
    order = ada.buy({"bowl": 1}, shipping_address=HOME)
    ada.cancel(order)
    world.advance(60)
    return order


def move_to_the_new_address(world: World, ada: Ada) -> None:
    """By the tokens that the two mails bring."""
    world.advance(60)
    for to in (EMAIL, NEW_EMAIL):
        mail = [one for one in world.mailbox.sent if one.to == to and CHANGE_LINK in one.text][-1]
        token = mail.text.partition(CHANGE_LINK)[2].split()[0]
        ada.get(emails.CONFIRM_EMAIL_CHANGE, {"token": token})
    ada.log_in(NEW_EMAIL)
    world.advance(60)


def code_of(ada: Ada) -> str:
    """A recovery code of a second factor that is switched on here."""
    secret = ada.get(second_factor.BEGIN_SECOND_FACTOR, {"password": PASSWORD})["secret"]
    shown = pyotp.HOTP(secret).at(clock.now_s() // 30)
    return str(ada.get(second_factor.CONFIRM_SECOND_FACTOR, {"code": shown})["recovery_codes"][0])


def traces(world: World) -> set[str]:
    """Where a canary sings, but for where the law wants it."""
    found = set()
    for item in world.items():
        text = json.dumps(item, ensure_ascii=False).lower()
        if any(canary in text for canary in CANARIES):
            found.add(f"{item['pk']['S']} {item['sk']['S']} {text}")
    for (bucket, key), (content, _) in world.buckets.objects.items():
        if any(canary.encode() in content.lower() for canary in CANARIES):
            found.add(f"{bucket}/{key}")
    return {one for one in found if not one.startswith(KEPT_BY_LAW)}


def looked_into(world: World) -> set[str]:
    """Every kind of row there is to look into."""
    return spaces({item["pk"]["S"] for item in world.items()})


def spaces(found: set[str]) -> set[str]:
    return {one.partition("#")[0] for one in found}


def test_every_service_that_hears_of_it_is_there() -> None:
    hearing = {
        one.module
        for one in functions_of(discover(), Reaction)
        if {"CustomerErased", "OrderAnonymised"} & {*one.events}
    }
    assert hearing <= {*ERASURE}


def test_nothing_is_left_that_says_who_somebody_was(world: World, ada: Ada) -> None:
    orders = [delivered(world, ada), cancelled(world, ada)]
    ada.add("bowl")
    code = code_of(ada)
    ada.get(identity.LOGIN, {"email": EMAIL, "password": PASSWORD})  # which no code follows
    ada.get(passwords.FORGOT_PASSWORD, {"email": EMAIL})
    world.advance(60)
    before = spaces(traces(world))
    assert before >= {
        "USER",
        "SESSION",
        "RESET",
        "ADDRESS_BOOK",
        "ORDER",
        "PAYMENT",
        "RETURN",
        "REVIEW",
        "WATCH",
        "IDEM",
    }
    assert looked_into(world) >= {"AUDITLOG", "FIGURES"}, "these never name her, and there are some"
    closed = ada.close(code)
    assert clock.seconds(closed["erased_at"]) == clock.now_s() + ERASED_AFTER_S
    world.run_until_quiet(days=3)
    assert traces(world) == set()
    for order in orders:
        kept = world.order(order.id)
        assert kept["email"] == {"S": erased_email(ada.id)}
        assert json.loads(kept["shipping_address"]["S"])["country"] == "DE"
        assert json.loads(kept["totals"]["S"])["total_minor"] > 0
    assert not [mail for mail in world.mailbox.sent if mail.to.endswith("erased.invalid")]


def test_neither_is_anything_of_the_address_before_or_the_one_after(world: World, ada: Ada) -> None:
    move_to_the_new_address(world, ada)
    assert world.mailbox.sent[-1].to == EMAIL
    (watch,) = [item for item in world.items() if item["pk"]["S"].startswith("WATCH#") and "email" in item]
    assert watch["email"] == {"S": NEW_EMAIL}
    ada.close(code_of(ada))
    world.run_until_quiet(days=3)
    assert traces(world) == set()


def test_a_copy_has_all_of_it_and_goes_with_the_account(world: World, ada: Ada) -> None:
    order = delivered(world, ada)
    ada.add("bowl")
    export_id = ada.get(privacy.ASK_FOR_EXPORT)["id"]
    world.advance(60)
    ((name, (content, _)),) = [one for one in world.buckets.objects.items() if export_id in one[0][1]]
    copy = json.loads(content)
    assert all(copy[title] for title in copy), [title for title in copy if not copy[title]]
    (bought,) = copy["orders"]
    assert all(bought.values())
    assert bought["order"][-1]["shipping_address"] == HOME
    assert copy["reviews"][0]["opinion"]["author_name"] == NAMES[0]
    assert all(word in content.decode().lower() for word in WORDS)
    secrets = ("client_secret", "secret_hash", "password_hash", str(order.client_secret), "sealed_secret")
    assert not any(secret in content.decode() for secret in secrets)
    assert ada.get(privacy.GET_EXPORT, export_id=export_id)["download"]["expires_in_s"] == 300
    ada.close(code_of(ada))
    world.run_until_quiet(days=3)
    assert name not in world.buckets.objects
    assert traces(world) == set()


def test_invoices_keep_the_buyer_and_not_the_address_of_the_mail(world: World, ada: Ada) -> None:
    order = delivered(world, ada)
    ada.close(code_of(ada))
    world.run_until_quiet(days=3)
    invoice = world.item(f"INVOICE#{order.id}", "INVOICE")
    assert invoice
    document = json.loads(invoice["document"]["S"])
    assert (document["buyer"], document["email"]) == (HOME, erased_email(ada.id))


def test_an_order_under_way_is_delivered_first(world: World, ada: Ada) -> None:
    order = ada.buy({"bowl": 1}, shipping_address=HOME)
    ada.pay(order)
    world.advance(60)
    ada.close(code_of(ada))
    world.advance(3 * ERASED_AFTER_S)
    assert spaces(traces(world)) == {"ORDER", "ORDERS_BY_EMAIL", "PAYMENT", "IDEM"}
    world.admin.move(order, "shipped")
    assert world.mailbox.sent[-1].to == EMAIL
    world.admin.move(order, "delivered")
    world.run_until_quiet(days=3)
    assert traces(world) == set()


def test_an_order_that_is_placed_while_the_account_is_closed_names_nobody_once_it_is_over(
    world: World, ada: Ada
) -> None:
    ada.add("bowl")
    version = ada.cart_version
    ada.close(code_of(ada))
    order = ada.place(cart_version=version, shipping_address=HOME)  # a token may live for a minute more
    assert order.is_placed
    world.run_until_quiet(days=3)
    assert world.status(order) == "cancelled"
    assert traces(world) == set()


def test_erasing_again_changes_nothing(world: World, ada: Ada) -> None:
    delivered(world, ada)
    ada.close(code_of(ada))
    world.run_until_quiet(days=3)
    before = world.items()
    told = [one for one in world.bus.published if one["DetailType"] in ("CustomerErased", "OrderAnonymised")]
    assert len(told) == 2
    for entry in told:
        world.bus.answer("PutEvents", {"Entries": [entry]})
    world.run_until_quiet(days=3)
    assert world.items() == before
