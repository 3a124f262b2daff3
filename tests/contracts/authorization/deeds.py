"""What staff do in the furnished shop, each kind of change once, in an order in which all of it works.

A deed's answer may bring an id that later ones name: {"product_id": "prod_…"}.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aftersales import manifest as aftersales
from catalog import manifest as catalog
from catalog.manifests import transfers
from checkout import manifest as checkout
from haat.manifest import Endpoint
from identity.manifests import customers
from inventory import manifest as inventory
from media import manifest as media
from operations import manifest as operations
from orders import manifest as orders
from promotions import manifest as promotions
from reviews import manifest as reviews
from search import manifest as search
from shopsettings import manifest as shopsettings
from tests.contracts.authorization.rows import OF_STAFF, PRODUCT, Body, Things

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Deed:
    """One change: what is sent, and which member of the answer is the id that `learns` names."""

    endpoint: Endpoint
    body: Body
    learns: str = ""
    member: Callable[[Mapping[str, object]], object] = lambda answer: answer["id"]


def _as_in_the_matrix(declared: Endpoint) -> Deed:
    return Deed(declared, OF_STAFF[declared.name])


def _sends(body: object) -> Body:
    return lambda _: body


def _reprices(things: Things) -> object:
    price = {"sku": "b", "price": {"amount_minor": 90, "currency": "EUR"}}
    return {"changes": [{"product_id": things["product_id"], "action": "reprice", "prices": [price]}]}


def _image(answer: Mapping[str, object]) -> object:
    image = answer["image"]
    assert isinstance(image, Mapping)
    return image["id"]


COUPON = {"code": "SPRING", "kind": "percentage", "rate_ppm": 50_000, "emails": ["ada@example.com"]}
RULE = {"kind": "synonyms", "phrases": ["bowl", "dish"]}
UPLOAD = {"media_type": "image/png", "size_bytes": 1000}
HOLD = {"lines": [{"sku": "bowl", "quantity": 1}], "reason": "marketplace"}
DEEDS = (
    Deed(catalog.CREATE_CATEGORY, _sends({"slug": "bowls"})),
    Deed(catalog.CREATE_CATEGORY, _sends({"slug": "basins"}), "slug", lambda answer: answer["slug"]),
    Deed(catalog.REPLACE_CATEGORY, _sends({"name": "All basins"})),
    _as_in_the_matrix(catalog.MERGE_CATEGORY),
    Deed(catalog.CREATE_PRODUCT, _sends(PRODUCT), "product_id"),
    Deed(catalog.REPLACE_PRODUCT, _sends(PRODUCT | {"name": "Large bowl"})),
    Deed(catalog.CHANGE_PRODUCTS, _reprices),
    _as_in_the_matrix(catalog.ARCHIVE_PRODUCT),
    Deed(
        catalog.CREATE_COLLECTION,
        _sends({"slug": "ours", "name": "Ours", "rule": {}}),
        "slug",
        lambda answer: answer["slug"],
    ),
    _as_in_the_matrix(catalog.REPLACE_COLLECTION),
    _as_in_the_matrix(catalog.DELETE_COLLECTION),
    Deed(transfers.CREATE_IMPORT, _sends({"format": "ndjson"}), "import_id"),
    _as_in_the_matrix(transfers.START_IMPORT),
    _as_in_the_matrix(transfers.CANCEL_IMPORT),
    Deed(transfers.CREATE_EXPORT, _sends({"format": "ndjson"}), "export_id"),
    _as_in_the_matrix(transfers.CANCEL_EXPORT),
    Deed(media.REQUEST_UPLOAD, _sends(UPLOAD), "image_id", _image),
    _as_in_the_matrix(media.DELETE_IMAGE),
    _as_in_the_matrix(customers.BLOCK_CUSTOMER),
    _as_in_the_matrix(customers.UNBLOCK_CUSTOMER),
    Deed(promotions.CREATE_COUPON, _sends(COUPON), "code", lambda answer: answer["code"]),
    _as_in_the_matrix(promotions.REPLACE_COUPON),
    _as_in_the_matrix(promotions.ARCHIVE_COUPON),
    _as_in_the_matrix(shopsettings.CHANGE_SETTING),
    Deed(search.CREATE_RULE, _sends(RULE), "rule_id"),
    _as_in_the_matrix(search.REPLACE_RULE),
    _as_in_the_matrix(search.DELETE_RULE),
    Deed(inventory.UPDATE_STOCK, _sends({"sku": "bowl", "reason": "counted", "change": 5})),
    Deed(inventory.UPDATE_STOCK, _sends({"sku": "bowl", "reason": "runs out", "reorder_at": 3})),
    Deed(inventory.CHANGE_STOCKS, _sends({"changes": [{"sku": "bowl", "reason": "came", "change": 2}]})),
    _as_in_the_matrix(inventory.SPREAD_STOCK),
    Deed(inventory.RESERVE_STOCK, _sends(HOLD), "hold_id", lambda answer: answer["hold_id"]),
    Deed(inventory.RELEASE_STOCK, lambda things: {"hold_id": things["hold_id"]}),
    _as_in_the_matrix(reviews.DECIDE_REVIEW),
    Deed(aftersales.REFUND_PAYMENT, _sends({"amount": {"amount_minor": 100, "currency": "EUR"}})),
    _as_in_the_matrix(aftersales.DECIDE_RETURN),
    _as_in_the_matrix(aftersales.RECEIVE_RETURN),
    _as_in_the_matrix(orders.RESEND_MAIL),
    Deed(operations.REDRIVE_DEAD_LETTERS, _sends(None)),
    Deed(checkout.UPDATE_ORDER_STATUS, _sends({"status": "delivered"})),
)


def path_of(declared: Endpoint, things: Things) -> Things:
    """Those of the things that the endpoint's path names."""
    return {name: value for name, value in things.items() if f"{{{name}}}" in declared.path}
