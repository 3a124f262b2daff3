"""The matrix of authorization: every endpoint that takes an id, and whose the thing behind the id is.

`Things` are ids by the name of the parameter that takes them, in a path or a body: {"order_id": "ord_…"}.
"""

import typing
from collections.abc import Callable, Iterator, Mapping

from haat.manifest import Endpoint
from infra.cdk.openapi.handlers import describe
from infra.cdk.services import discover, functions_of

Things = Mapping[str, str]
Body = Callable[[Things], object]

ENDPOINTS = {declared.name: declared for declared in functions_of(discover(), Endpoint)}


def _nothing(_: Things) -> object:
    return None


PRODUCT: dict[str, object] = {
    "name": "Bowl",
    "description": "A bowl.",
    "brand": "Haat",
    "category": "bowls",
    "attributes": {},
    "images": [],
    "variants": [
        {"sku": "b", "price": {"amount_minor": 100, "currency": "EUR"}, "attributes": {}, "images": []}
    ],
}
ADDRESS = {"name": "Ada", "line1": "Am Wall 1", "city": "Bremen", "postal_code": "28195", "country": "DE"}
REVIEW = {"stars": 4, "title": "Good"}
# Things of one customer or partner: to everybody else they are as absent as what never was.
OWNED: dict[str, Body] = {
    "aftersales-list-returns": _nothing,
    "aftersales-request-return": lambda _: {
        "lines": [{"sku": "bowl", "quantity": 1, "reason": "not_as_described"}]
    },
    "cart-remove-item": _nothing,
    "cart-set-quantity": lambda _: {"quantity": 2},
    "checkout-cancel-order": _nothing,
    "identity-end-session": _nothing,
    "inventory-release-stock": lambda things: {"hold_id": things["hold_id"]},
    "identity-delete-address": _nothing,
    "identity-get-address": _nothing,
    "identity-unlink": _nothing,
    "identity-replace-address": lambda _: ADDRESS,
    "invoices-get-credit-note": _nothing,
    "invoices-get-invoice": _nothing,
    "invoices-list-credit-notes": _nothing,
    "orders-get-order": _nothing,
    "payments-confirm-payment": lambda things: {"payment_id": things["payment_id"]},
    "payments-create-payment": lambda things: {"order_id": things["order_id"]},
    "payments-get-payment": _nothing,
    "privacy-get-export": _nothing,
    "recommendations-get-recommendations": _nothing,
    "reviews-delete-review": _nothing,
    "reviews-get-review": _nothing,
    "reviews-rewrite-review": lambda _: REVIEW,
    "wishlists-add-item": _nothing,
    "wishlists-delete-wishlist": _nothing,
    "wishlists-get-wishlist": _nothing,
    "wishlists-remove-item": _nothing,
    "wishlists-rename-wishlist": lambda _: {"name": "Birthday"},
    "wishlists-revoke-link": _nothing,
    "wishlists-share-wishlist": _nothing,
}
# Things that every customer may name.
OF_THE_SHOP: dict[str, Body] = {
    "identity-begin-link": lambda _: {"password": "correct horse battery"},
    "identity-finish-link": lambda _: {"code": "c", "state": "s", "browser": "b"},
    "reviews-report-review": lambda _: {"reason": "spam"},
    "reviews-take-vote-back": _nothing,
    "reviews-vote-on-review": lambda _: {"helpful": True},
    "reviews-write-review": lambda _: REVIEW,
}
# Things that staff may touch, whosever they are; with a body that is well-formed.
OF_STAFF: dict[str, Body] = {
    "aftersales-decide-return": lambda _: {"status": "approved"},
    "aftersales-receive-return": lambda _: {"lines": [{"sku": "bowl", "restocked": 1, "damaged": 0}]},
    "aftersales-refund-payment": lambda _: {},
    "catalog-archive-product": _nothing,
    "catalog-cancel-export": _nothing,
    "catalog-cancel-import": _nothing,
    "catalog-delete-collection": _nothing,
    "catalog-get-export": _nothing,
    "catalog-get-import": _nothing,
    "catalog-get-any-product": _nothing,
    "catalog-merge-category": lambda _: {"into": "bowls"},
    "catalog-replace-category": lambda _: {"name": "Bowls"},
    "catalog-replace-collection": lambda _: {"name": "Bowls", "rule": {}},
    "catalog-replace-product": lambda _: PRODUCT,
    "catalog-start-import": _nothing,
    "checkout-get-order-story": _nothing,
    "checkout-update-order-status": lambda _: {"status": "shipped"},
    "identity-block-customer": lambda _: {"reason": "A card that was not theirs."},
    "identity-get-customer": _nothing,
    "identity-unblock-customer": lambda _: {"reason": "It was theirs."},
    "inventory-spread-stock": lambda _: {"shards": 2},
    "media-delete-image": _nothing,
    "media-get-image": _nothing,
    "operations-redrive-dead-letters": _nothing,
    "operations-show-dead-letters": _nothing,
    "orders-inspect-order": _nothing,
    "orders-resend-mail": lambda _: {"kind": "order_confirmed"},
    "promotions-archive-coupon": _nothing,
    "promotions-get-coupon": _nothing,
    "promotions-replace-coupon": lambda _: {"kind": "percentage", "rate_ppm": 100_000},
    "reviews-decide-review": lambda _: {"status": "published", "version": 1, "reason": "Fine."},
    "reviews-inspect-review": _nothing,
    "recommendations-inspect-recommendations": _nothing,
    "shopsettings-change-setting": lambda _: {"value": 21},
    "shopsettings-get-setting": _nothing,
    "search-delete-rule": _nothing,
    "search-get-rule": _nothing,
    "search-replace-rule": lambda _: {"kind": "synonyms", "phrases": ["bowl", "basin"]},
}
# What anybody may ask for, without saying who they are: an operation is open because it stands here.
OPEN = {
    "catalog-get-brand",
    "catalog-get-category",
    "catalog-get-collection",
    "catalog-get-product",
    "catalog-get-product-by-slug",
    "catalog-list-attributes",
    "catalog-list-brands",
    "catalog-list-categories",
    "catalog-list-collections",
    "catalog-list-products",
    "health-get-health",
    "health-get-openapi",
    "health-get-readiness",
    "identity-begin-sign-in",
    "identity-finish-login",
    "identity-finish-sign-in",
    "identity-forgot-password",
    "identity-login",
    "identity-refresh-token",
    "identity-refuse-email-change",
    "identity-register",
    "identity-reset-password",
    "inventory-get-stock",
    "recommendations-list-popular",
    "recommendations-list-related",
    "reviews-list-product-reviews",
    "search-count-products",
    "search-find-products",
    "search-search-products",
    "search-suggest-searches",
    "wishlists-show-shared-wishlist",
}


def takes_an_id(declared: Endpoint) -> bool:
    """Whether a request names something by its id, in the path or as a member of the body."""
    return "{" in declared.path or any(name.endswith("_id") for name in _members(declared))


def _members(declared: Endpoint) -> Iterator[str]:
    given = describe(declared).input
    for kind in typing.get_args(given) or (given,):
        yield from getattr(kind, "__struct_fields__", ())
