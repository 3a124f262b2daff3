"""What an order is, and how it may move: pending → confirmed → shipped → delivered, or cancelled."""

from dataclasses import dataclass, replace
from enum import StrEnum

from haat.errors import Conflict
from haat.money import Money
from haat.stock import Allocation
from haat.totals import Totals


class Status(StrEnum):
    """Where an order stands."""

    PENDING = "pending"  # placed, its stock held, not paid yet
    CONFIRMED = "confirmed"  # paid
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


MOVES: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.CONFIRMED, Status.CANCELLED}),
    Status.CONFIRMED: frozenset({Status.SHIPPED, Status.CANCELLED}),
    Status.SHIPPED: frozenset({Status.DELIVERED}),
    Status.DELIVERED: frozenset(),
    Status.CANCELLED: frozenset(),
}


class CancelReason(StrEnum):
    """Why an order was cancelled."""

    CUSTOMER = "cancelled_by_customer"
    ADMIN = "cancelled_by_admin"
    DECLINED = "payment_declined"
    EXPIRED = "payment_not_received_in_time"
    MISMATCH = "payment_does_not_match"


@dataclass(frozen=True, slots=True)
class Line:
    """So many units of one SKU at one price. Amounts in minor units are of the order's currency."""

    sku: str
    product_id: str
    name: str
    quantity: int
    unit_price: Money
    line_total: Money  # unit price × quantity
    discount_minor: int  # its share of what the order is cheaper by
    tax_minor: int  # in its total, whether or not prices include it
    tax_rate_ppm: int
    total_minor: int  # what the customer pays for it
    allocations: tuple[Allocation, ...]  # where its units come from


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes."""

    name: str
    line1: str
    city: str
    postal_code: str
    country: str  # ISO 3166-1 alpha-2
    line2: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order. What is paid is the sum of its lines' totals and of what shipping costs."""

    id: str
    number: str  # what people read out on the telephone
    customer_id: str  # whose it is by now; of a guest's order the guest's, until an account claims it
    placed_by: str  # whose it was first, as the payment provider knows
    email: str
    status: Status
    lines: tuple[Line, ...]
    currency: str
    totals: Totals
    shipping_address: Address
    shipping_method: str
    payment_id: str
    cart_version: int
    placed_at: str
    hold_until: str  # when an unpaid order gives its stock back
    updated_at: str
    version: int = 1
    cancel_reason: CancelReason | None = None
    cancel_asked: CancelReason | None = None  # why its payment is being closed, while it is
    coupon_code: str | None = None
    request: str | None = None  # where the answer to the request that placed it is kept

    @property
    def total(self) -> Money:
        """What the customer pays."""
        return Money(self.totals.total_minor, self.currency)


@dataclass(frozen=True, slots=True)
class OrderMoveNotAllowed(Conflict):
    """An order cannot move this way."""

    detail = "An order that is {current} cannot become {wanted}."
    current: Status
    wanted: Status


def why_closed(order: Order, told: CancelReason) -> CancelReason:
    """Why an order ends that nobody can pay any more.

    Who hears of a closed payment takes it for the customer's doing, unless somebody else noted that it
    set out to close it.
    """
    return order.cancel_asked or told if told is CancelReason.CUSTOMER else told


def move(
    order: Order, to: Status, *, at: str, reason: CancelReason | None = None
) -> Order | OrderMoveNotAllowed:
    """The order after a move, or why it is not allowed."""
    if to not in MOVES[order.status]:
        return OrderMoveNotAllowed(order.status, to)
    return replace(order, status=to, version=order.version + 1, updated_at=at, cancel_reason=reason)


def claim(order: Order, account_id: str, *, at: str) -> Order:
    """A guest's order when an account has proved to be the guest's."""
    return replace(order, customer_id=account_id, version=order.version + 1, updated_at=at)
