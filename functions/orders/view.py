"""An order as a client sees it."""

from typing import Any

import msgspec

from haat.http import Answer, totals_view
from haat.http.totals_view import TotalsView
from haat.money import Money
from orders.domain import Address, CancelReason, Line, Order, Status

_AS_THEY_ARE = (
    "id", "number", "status", "total", "shipping_address", "shipping_method", "coupon_code", "payment_id",
    "placed_at", "hold_until", "updated_at", "version", "cancel_reason",
)  # fmt: skip


class LineView(msgspec.Struct, frozen=True):
    """One line; `line_total` is unit price × quantity, `total` what the customer pays for it."""

    sku: str
    product_id: str
    name: str
    quantity: int
    unit_price: Money
    line_total: Money
    discount: Money
    tax: Money
    tax_rate_ppm: int
    total: Money


class OrderView(msgspec.Struct, frozen=True):
    """One order."""

    id: str
    number: str
    status: Status
    lines: tuple[LineView, ...]
    totals: TotalsView
    total: Money
    shipping_address: Address
    shipping_method: str
    coupon_code: str | None
    payment_id: str
    placed_at: str
    hold_until: str
    updated_at: str
    version: int
    cancel_reason: CancelReason | None


class StaffOrderView(OrderView, frozen=True, kw_only=True):
    """One order as staff see it. `placed_by`: whose it was first, if a guest's found its account since."""

    customer_id: str
    placed_by: str
    email: str
    cancel_asked: CancelReason | None  # why its payment is being closed, while it is


class FoundOrderView(msgspec.Struct, frozen=True):
    """One order in a list of staff's; `units` are of all its lines."""

    id: str
    number: str
    status: Status
    total: Money
    units: int
    customer_id: str
    email: str
    payment_id: str
    placed_at: str
    updated_at: str
    cancel_reason: CancelReason | None


def of(order: Order) -> OrderView:
    """What a client may see of an order."""
    return OrderView(**_shown(order))


def found(order: Order) -> FoundOrderView:
    """What a list of staff's shows of an order."""
    names = [name for name in FoundOrderView.__struct_fields__ if name != "units"]
    units = sum(line.quantity for line in order.lines)
    return FoundOrderView(units=units, **{name: getattr(order, name) for name in names})


def staff_answer(order: Order) -> Answer[StaffOrderView]:
    """One order with its tag, as staff see it."""
    more = {name: getattr(order, name) for name in ("customer_id", "placed_by", "email", "cancel_asked")}
    return Answer(StaffOrderView(**_shown(order), **more), etag=str(order.version))


def answer(order: Order) -> Answer[OrderView]:
    """One order with its tag."""
    return Answer(of(order), etag=str(order.version))


def _shown(order: Order) -> dict[str, Any]:
    lines = tuple(_line(line) for line in order.lines)
    totals = totals_view.of(order.totals, order.currency)
    return {name: getattr(order, name) for name in _AS_THEY_ARE} | {"lines": lines, "totals": totals}


def _line(line: Line) -> LineView:
    currency = line.unit_price.currency
    return LineView(
        line.sku,
        line.product_id,
        line.name,
        line.quantity,
        line.unit_price,
        line.line_total,
        discount=Money(line.discount_minor, currency),
        tax=Money(line.tax_minor, currency),
        tax_rate_ppm=line.tax_rate_ppm,
        total=Money(line.total_minor, currency),
    )
