"""From a refund to its credit note: which lines it takes back, and how much tax at each rate.

Every amount is shared over what earlier credit notes have left of the invoice. So no line and no rate is
credited beyond what was charged, and once everything went back the notes sum to the invoice exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from haat.money import Money, allocate
from haat.totals import TaxPart, Totals
from invoices.domain.documents import Document, Kind, Line, net_at, tax_at
from invoices.domain.freight import Freight, freight_of


@dataclass(frozen=True, slots=True)
class RefundedLine:
    """Units that a refund is for: what the customer paid for them, and what of it was tax."""

    sku: str
    quantity: int
    amount_minor: int
    tax_minor: int
    discount_minor: int


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back. What its lines and its shipping do not explain is for the order as a whole."""

    id: str
    order_id: str
    amount: Money
    lines: tuple[RefundedLine, ...] = ()
    shipping_minor: int = 0


class RefundExceedsInvoice(RuntimeError):
    """More would be credited than the invoice has left: payments never give back more than they took."""


def credit_note(
    invoice: Document, earlier: Sequence[Document], refund: Refund, *, number: str, at: str
) -> Document:
    """The credit note of a refund, `earlier` being all others of the invoice.

    Raises: RefundExceedsInvoice.
    """
    left = [_left(line, earlier) for line in invoice.lines]
    freight = freight_of(invoice) - sum(map(freight_of, earlier), start=Freight())
    *shares, of_freight = _shares(refund, left, freight.total_minor)
    lines = [_credited(line, share, refund, invoice) for line, share in zip(left, shares, strict=True)]
    everything = sum(line.total_minor for line in left) + freight.total_minor
    if not refund.lines and refund.amount.amount_minor == everything:
        lines = left  # with its units
    kept = tuple(line for line in lines if line.total_minor or line.quantity)
    return replace(
        invoice,
        kind=Kind.CREDIT_NOTE,
        number=number,
        issued_at=at,
        lines=kept,
        totals=_totals(invoice.totals, kept, freight.part(of_freight)),
        refund_id=refund.id,
        corrects=invoice.number,
    )


def _left(line: Line, earlier: Sequence[Document]) -> Line:
    """What earlier credit notes have left of a line."""
    gone = [credited for note in earlier for credited in note.lines if credited.sku == line.sku]
    return replace(
        line,
        quantity=line.quantity - sum(one.quantity for one in gone),
        items_minor=line.items_minor - sum(one.items_minor for one in gone),
        discount_minor=line.discount_minor - sum(one.discount_minor for one in gone),
        tax_minor=line.tax_minor - sum(one.tax_minor for one in gone),
        total_minor=line.total_minor - sum(one.total_minor for one in gone),
    )


def _shares(refund: Refund, left: Sequence[Line], freight_minor: int) -> list[int]:
    """What of a refund falls on each line, and at last on the shipping.

    What it names gets what it says, as far as there is as much left; the rest is shared over what is left.
    """
    rooms = [*(line.total_minor for line in left), freight_minor]
    named = [*(sum(one.amount_minor for one in _of(refund, line)) for line in left), refund.shipping_minor]
    told = [min(amount, room) for amount, room in zip(named, rooms, strict=True)]
    open_rooms = [room - amount for room, amount in zip(rooms, told, strict=True)]
    rest = refund.amount.amount_minor - sum(told)
    if not 0 <= rest <= sum(open_rooms):
        raise RefundExceedsInvoice(f"{refund.id} of {refund.order_id}: {refund.amount} of {sum(rooms)}")
    return [amount + more for amount, more in zip(told, allocate(rest, open_rooms), strict=True)]


def _of(refund: Refund, line: Line) -> list[RefundedLine]:
    return [one for one in refund.lines if one.sku == line.sku]


def _credited(left: Line, share_minor: int, refund: Refund, invoice: Document) -> Line:
    """The part of a line that goes back."""
    named = _of(refund, left)
    tax, discount = _told(left, share_minor, named) or _in_proportion(left, share_minor)
    return replace(
        left,
        quantity=sum(one.quantity for one in named),
        items_minor=share_minor + discount - (0 if invoice.totals.tax_included else tax),
        discount_minor=discount,
        tax_minor=tax,
        total_minor=share_minor,
    )


def _told(left: Line, share_minor: int, named: Sequence[RefundedLine]) -> tuple[int, int] | None:
    """Tax and discount as the refund says, if it is for just these units and there is as much left."""
    tax, discount = sum(one.tax_minor for one in named), sum(one.discount_minor for one in named)
    exact = share_minor == sum(one.amount_minor for one in named)
    fits = tax <= left.tax_minor and share_minor - tax <= left.net_minor and discount <= left.discount_minor
    return (tax, discount) if named and exact and fits else None


def _in_proportion(left: Line, share_minor: int) -> tuple[int, int]:
    """Tax and discount of a part of what is left."""
    _, tax = allocate(share_minor, [left.net_minor, left.tax_minor])
    return tax, left.discount_minor * share_minor // left.total_minor if left.total_minor else 0


def _totals(invoiced: Totals, lines: Sequence[Line], freight: Freight) -> Totals:
    parts = [_tax(part, lines, freight) for part in invoiced.taxes]
    return Totals(
        items_minor=sum(line.items_minor for line in lines),
        discount_minor=sum(line.discount_minor for line in lines),
        shipping_minor=freight.total_minor - (0 if invoiced.tax_included else freight.tax_minor),
        tax_minor=sum(part.tax_minor for part in parts),
        total_minor=sum(line.total_minor for line in lines) + freight.total_minor,
        tax_included=invoiced.tax_included,
        taxes=tuple(part for part in parts if part.taxable_minor or part.tax_minor),
    )


def _tax(part: TaxPart, lines: Sequence[Line], freight: Freight) -> TaxPart:
    net, tax = freight.at(part.rate_ppm)
    taxable = net_at(lines, part.rate_ppm) + net
    return replace(part, taxable_minor=taxable, tax_minor=tax_at(lines, part.rate_ppm) + tax)
