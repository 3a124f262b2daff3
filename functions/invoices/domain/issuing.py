"""From a paid order to its invoice."""

from dataclasses import dataclass

from haat.money import Money
from haat.totals import Totals
from invoices.domain.documents import Address, Document, Kind, Line, Seller


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of an order, as its events show it."""

    sku: str
    name: str
    quantity: int
    unit_price: Money
    line_total: Money  # at the list price
    discount_minor: int
    tax_minor: int
    tax_rate_ppm: int
    total_minor: int


@dataclass(frozen=True, slots=True)
class Order:
    """What an invoice takes of an order."""

    id: str
    number: str
    customer_id: str
    email: str
    lines: tuple[OrderLine, ...]
    totals: Totals
    total: Money
    shipping_address: Address
    shipping_method: str
    payment_id: str
    placed_at: str
    coupon_code: str | None = None


def invoice(order: Order, *, number: str, at: str, seller: Seller) -> Document:
    """The invoice of an order: all of it is copied, so that nothing that happens later can change it."""
    return Document(
        kind=Kind.INVOICE,
        number=number,
        issued_at=at,
        order_id=order.id,
        order_number=order.number,
        ordered_at=order.placed_at,
        customer_id=order.customer_id,
        email=order.email,
        payment_id=order.payment_id,
        seller=seller,
        buyer=order.shipping_address,
        currency=order.total.currency,
        lines=tuple(_line(line) for line in order.lines),
        totals=order.totals,
        shipping_method=order.shipping_method,
        coupon_code=order.coupon_code,
    )


def _line(line: OrderLine) -> Line:
    return Line(
        sku=line.sku,
        name=line.name,
        quantity=line.quantity,
        unit_price_minor=line.unit_price.amount_minor,
        items_minor=line.line_total.amount_minor,
        discount_minor=line.discount_minor,
        tax_minor=line.tax_minor,
        tax_rate_ppm=line.tax_rate_ppm,
        total_minor=line.total_minor,
    )
