"""An order as a client sees it."""

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


def of(order: Order) -> OrderView:
    """What a client may see of an order."""
    return OrderView(
        lines=tuple(_line(line) for line in order.lines),
        totals=totals_view.of(order.totals, order.currency),
        **{name: getattr(order, name) for name in _AS_THEY_ARE},
    )


def answer(order: Order) -> Answer[OrderView]:
    """One order with its tag."""
    return Answer(of(order), etag=str(order.version))


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
