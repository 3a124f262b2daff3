"""Where staff find orders: two small rows of each, kept up to date by its events.

One is among all orders by time, and in the index among those of its status; the other is among those of an
address, and in the index under its number. A page is one query of these and one batch read of the orders, so
it costs the same however many orders there are.
"""

from dataclasses import dataclass
from typing import Any

from pynamodb.expressions.condition import Condition

from haat.guests import guest_id
from haat.table import reads, writes
from haat.table.item import Item, Text
from orders.domain import Order, Status
from orders.keys import ALL, BY_EMAIL, BY_NUMBER, IN_STATUS, LISTED, ORDER, ORDER_SORT
from orders.store.orders import OrderItem, OrderPage, to_order

EVER = ("0", "9")
Days = tuple[str, str]
"""The first and the last day, or the start of their texts: ("2026-11-01", "2026-11-30")."""


class ListedItem(Item, discriminator="order_listed"):
    """One order among all, by the time it was placed; in the index among those of its status."""

    order_id = Text()


class TracedItem(Item, discriminator="order_traced"):
    """One order among those of an address; in the index under its number."""

    order_id = Text()


@dataclass(frozen=True, slots=True)
class Entry:
    """What places an order in the lists."""

    order_id: str
    placed_at: str
    status: Status


class ListingStore:
    """Lists of orders for staff; each method is one row of ACCESS_PATTERNS.md."""

    def list_in_status(self, entry: Entry, *, version: int) -> None:
        """Put an order into the lists as of a version, unless a later one is known. One write."""
        sort = _sort(entry.placed_at, entry.order_id)
        item = ListedItem(
            pk=LISTED.key(ALL),
            sk=sort,
            gsi1pk=IN_STATUS.key(entry.status.value),
            gsi1sk=sort,
            order_id=entry.order_id,
            version=version,
        )
        not_later = ListedItem.pk.does_not_exist() | (ListedItem.version < version)
        writes.commit(writes.put(item, when=not_later, refused=lambda _: None))

    def list_for_search(self, order_id: str, placed_at: str, number: str, email: str) -> None:
        """Let an order be found by its number and its address. One write."""
        item = TracedItem(
            pk=BY_EMAIL.key(guest_id(email)),
            sk=_sort(placed_at, order_id),
            gsi1pk=BY_NUMBER.key(number),
            gsi1sk=order_id,
            order_id=order_id,
        )
        writes.commit(writes.put_new(item, refused=lambda _: None))

    def forget_email(self, order_id: str, placed_at: str, email: str) -> None:
        """Let an order be found by its address and its number no more. One write."""
        pk, sk = BY_EMAIL.key(guest_id(email)), _sort(placed_at, order_id)
        writes.commit(writes.delete(TracedItem, pk, sk, when=None, refused=lambda _: None))

    def placed(self, days: Days, *, limit: int, after: dict[str, Any] | None) -> OrderPage:
        """Orders of some days, newest first. One query and one batch."""
        where = _within(ListedItem.sk, days)
        return _orders(
            reads.page(ListedItem, LISTED.key(ALL), limit=limit, after=after, where=where, newest_first=True)
        )

    def in_status(self, status: Status, days: Days, *, limit: int, after: dict[str, Any] | None) -> OrderPage:
        """Orders of one status, newest first. One query of the index and one batch."""
        pk, where = IN_STATUS.key(status.value), _within(ListedItem.gsi1sk, days)
        return _orders(
            reads.page(
                ListedItem, pk, limit=limit, after=after, where=where, newest_first=True, by_index=True
            )
        )

    def of_email(self, email: str, days: Days, *, limit: int, after: dict[str, Any] | None) -> OrderPage:
        """Orders that were placed with an address, newest first. One query and one batch."""
        pk, where = BY_EMAIL.key(guest_id(email)), _within(TracedItem.sk, days)
        return _orders(reads.page(TracedItem, pk, limit=limit, after=after, where=where, newest_first=True))

    def numbered(self, number: str, *, limit: int, after: dict[str, Any] | None) -> OrderPage:
        """The order of a number: one, unless 60 random bits met. One query of the index and one batch."""
        return _orders(reads.page(TracedItem, BY_NUMBER.key(number), limit=limit, after=after, by_index=True))


def _sort(placed_at: str, order_id: str) -> str:
    return f"{placed_at}#{order_id}"


def _within(attribute: Text, days: Days) -> Condition:
    first, last = days
    return attribute.between(first, f"{last}~")  # behind every time of the last day


def _orders(page: "reads.Page[ListedItem] | reads.Page[TracedItem]") -> OrderPage:
    """The orders of a page of rows, as they are now."""
    keys = [(ORDER.key(item.order_id), ORDER_SORT) for item in page.items]
    found = reads.find_many(keys)
    orders: list[Order] = [to_order(item) for key in keys if isinstance(item := found.get(key), OrderItem)]
    return OrderPage(orders, page.last_key)
