"""Gathers what every service keeps of a customer; where that is, `SOURCES` says."""

from collections.abc import Iterator
from typing import Any

from haat.table import reads
from haat.table.item import Item
from privacy import keys
from privacy.domain import Row, shown

PAGE = 100
SOURCES = (
    ("account", keys.USER, ()),
    ("sessions", keys.SESSION, ()),
    ("addresses", keys.ADDRESS_BOOK, ()),
    ("sign_in_providers", keys.LINKS_OF, ()),
    ("cart", keys.CART, ("c",)),
    ("recommendations", keys.RECOMMENDED, ("customer",)),
    ("purchases_and_reviews", keys.REVIEWER, ()),
)
"""What is in a partition of the customer's own: its title, its key space, and what stands before the id."""
_PRODUCT = "PRODUCT#"


def gather(customer_id: str) -> dict[str, object]:
    """Everything, by title. A query for each partition, and some for each order."""
    own: dict[str, object] = {
        title: _shown(space.key(*before, customer_id)) for title, space, before in SOURCES
    }
    return own | {
        "reviews": _reviews(customer_id),
        "wishlists": _wishlists(customer_id),
        "orders": [_order(raw) for raw in _orders(customer_id)],
    }


def _order(raw: Row) -> dict[str, object]:
    """An order with its payment, invoices and returns, and the events of each."""
    order_id = str(raw["pk"]["S"]).removeprefix(keys.ORDER.prefix)
    claims = _rows(keys.RETURNS_OF.key(order_id))
    returns = int(claims[0]["version"]["N"]) if claims else 0  # no fewer than there are returns
    return {
        "order": _shown(keys.ORDER.key(order_id)),
        "payment": _shown(keys.payment_key(order_id)),
        "invoices": _shown(keys.INVOICE.key(order_id)),
        "returns": [
            row for number in range(1, returns + 1) for row in _shown(keys.return_key(order_id, number))
        ],
    }


def _orders(customer_id: str) -> Iterator[Row]:
    """The customer's orders, newest first."""
    after = None
    while True:
        page = Item.index.query(
            keys.ORDERS_OF.key(customer_id), limit=PAGE, scan_index_forward=False, last_evaluated_key=after
        )
        read = next(page.page_iter)
        yield from read["Items"]
        after = read.get("LastEvaluatedKey")
        if after is None:
            return


def _reviews(customer_id: str) -> list[dict[str, object]]:
    rows = _rows(keys.REVIEWER.key(customer_id))
    products = [str(row["sk"]["S"]).removeprefix(_PRODUCT) for row in rows if "is_reviewed" in row]
    return [row for product in products for row in _shown(keys.review_key(customer_id, product), "REVIEW")]


def _wishlists(customer_id: str) -> list[dict[str, object]]:
    ids = [one for row in _shown(keys.WISHLISTS_OF.key(customer_id)) for one in _list(row["ids"])]
    return [row for one in ids for row in _shown(keys.WISHLIST.key(one))]


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _shown(pk: str, begins: str = "") -> list[dict[str, object]]:
    return [shown(row) for row in _rows(pk, begins)]


def _rows(pk: str, begins: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page, after = reads.raw_page(pk, begins=begins, limit=PAGE, after=after)
        found += page
        if after is None:
            return found
