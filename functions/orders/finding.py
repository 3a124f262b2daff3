"""Staff look for orders: by what is asked for, the list to read is chosen; the rest is compared."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from haat.guests import guest_id
from orders.domain import Order, Status
from orders.store import OrderPage
from orders.store.listing import EVER, Days, ListingStore


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an order has to be like. Days are of UTC, both of them included."""

    number: str | None = None
    email: str | None = None
    status: Status | None = None
    first_day: date | None = None
    last_day: date | None = None

    @property
    def days(self) -> Days:
        first, last = EVER
        return (
            self.first_day.isoformat() if self.first_day else first,
            self.last_day.isoformat() if self.last_day else last,
        )

    def fits(self, order: Order) -> bool:
        """Whether an order, as it is now, is wanted."""
        first, last = self.days
        return (
            self.number in (None, order.number)
            and (self.email is None or guest_id(self.email) == guest_id(order.email))
            and self.status in (None, order.status)
            and first <= order.placed_at < f"{last}~"
        )


class OrderFinder:
    """Finds orders."""

    def __init__(self, listing: ListingStore | None = None) -> None:
        self._listing = listing or ListingStore()

    def find(self, wanted: Wanted, *, limit: int, after: dict[str, Any] | None) -> OrderPage:
        """A page of the list that is shortest, without what does not fit: it may be short.

        One query and one batch read.
        """
        page = self._page(wanted, limit, after)
        return replace(page, orders=[order for order in page.orders if wanted.fits(order)])

    def _page(self, wanted: Wanted, limit: int, after: dict[str, Any] | None) -> OrderPage:
        if wanted.number:
            return self._listing.numbered(wanted.number, limit=limit, after=after)
        if wanted.email:
            return self._listing.of_email(wanted.email, wanted.days, limit=limit, after=after)
        if wanted.status:
            return self._listing.in_status(wanted.status, wanted.days, limit=limit, after=after)
        return self._listing.placed(wanted.days, limit=limit, after=after)
