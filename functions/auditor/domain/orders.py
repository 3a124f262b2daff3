"""Orders: what is kept of each, and which of its units are where."""

from dataclasses import dataclass
from typing import Any

from auditor.domain.raw import Item, document, identity, number, text, whole

PREFIX, SORT = "ORDER#", "ORDER"
PENDING, CANCELLED = "pending", "cancelled"
PAID = ("confirmed", "shipped", "delivered")
FORWARD = {
    "": (PENDING,),
    PENDING: ("confirmed", CANCELLED),
    "confirmed": ("shipped", CANCELLED),
    "shipped": ("delivered",),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is kept of one order."""

    id: str
    status: str
    total_minor: int
    currency: str
    customer_id: str
    placed_by: str
    payment_id: str
    cart_version: int
    coupon_code: str
    version: int
    placed_at: str
    hold_until: str
    updated_at: str

    @property
    def subject(self) -> str:
        return f"order {self.id}"

    @property
    def customers(self) -> tuple[str, str]:
        """Who placed it, and whose it is: a guest's order may be claimed by an account."""
        return self.placed_by, self.customer_id

    @property
    def is_paid(self) -> bool:
        return self.status in PAID


def order_in(item: Item) -> Order:
    """The order in its item. Raises: NotWhole."""
    customer_id, totals = text(item, "customer_id"), document(item, "totals", {})
    return Order(
        id=identity(item, PREFIX),
        status=text(item, "status"),
        total_minor=whole(totals, "total_minor"),
        currency=text(item, "currency"),
        customer_id=customer_id,
        placed_by=text(item, "placed_by") or customer_id,
        payment_id=text(item, "payment_id"),
        cart_version=number(item, "cart_version"),
        coupon_code=text(item, "coupon_code"),
        version=number(item, "version"),
        placed_at=text(item, "placed_at"),
        hold_until=text(item, "hold_until"),
        updated_at=text(item, "updated_at"),
    )


def lines_in(item: Item) -> list[dict[str, Any]]:
    """The lines of an order's item."""
    lines: list[dict[str, Any]] = document(item, "lines", [])
    return lines
