"""However an order is given back, its credit notes sum to its invoice and never say more than it."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from haat.money import Money
from invoices.domain.crediting import Refund, credit_note
from invoices.domain.documents import Document
from invoices.domain.freight import Freight, freight_of
from invoices.domain.issuing import OrderLine
from pricing.domain import price as pricing
from pricing.domain.draft import Destination, Draft, DraftLine, Percentage, Priced
from pricing.rates import tariffs, tax_table
from tests.functions.invoices.examples import NOON, invoiced, order, order_id

DESTINATIONS = st.sampled_from(
    [
        Destination("DE", "10115"),
        Destination("FR", "75001"),
        Destination("US", "10001", "NY"),
        Destination("JP", "100-0005"),
    ]
)


@st.composite
def priced_invoices(draw: st.DrawFn) -> Document:
    """The invoice of an order that pricing itself has priced."""
    lines = draw(
        st.lists(
            st.tuples(st.integers(1, 4), st.integers(1, 9999), st.sampled_from(["standard", "books"])),
            min_size=1,
            max_size=4,
        )
    )
    draft = Draft(
        tuple(
            DraftLine(f"SKU-{index}", quantity, Money(unit, "EUR"), 300, tax_class)
            for index, (quantity, unit, tax_class) in enumerate(lines)
        ),
        "EUR",
        draw(DESTINATIONS),
        discount=draw(st.sampled_from([None, Percentage(150_000), Percentage(1_000_000)])),
    )
    priced = pricing.price(draft, tariffs(), tax_table())
    assert isinstance(priced, Priced)
    placed = tuple(
        OrderLine(
            one.sku, one.sku, one.quantity, one.unit_price, one.unit_price.times(one.quantity),
            one.discount_minor, one.tax_minor, one.tax_rate_ppm, one.total_minor,
        )
        for one in priced.lines
    )  # fmt: skip
    totals = priced.totals
    return invoiced(order(lines=placed, totals=totals, total=Money(totals.total_minor, "EUR")))


@settings(max_examples=100, deadline=None)
@given(invoice=priced_invoices(), cuts=st.lists(st.integers(0, 10**6), max_size=4))
def test_credit_notes_of_everything_sum_to_the_invoice(invoice: Document, cuts: list[int]) -> None:
    notes: list[Document] = []
    total_minor = invoice.totals.total_minor
    bounds = [0, *sorted(cut * total_minor // 10**6 for cut in cuts), total_minor]
    parts = [until - since for since, until in pairwise(bounds)]
    for index, part in enumerate(parts):
        told = Refund(f"re_{index}", order_id(), Money(part, "EUR"))
        notes.append(credit_note(invoice, notes, told, number=f"C2026-{index:06d}", at=NOON))
        _adds_up(notes[-1])
    assert _cells(sum(map(freight_of, notes), start=Freight())) == _cells(freight_of(invoice))
    for line in invoice.lines:
        of_line = [one for note in notes for one in note.lines if one.sku == line.sku]
        for name in ("items_minor", "discount_minor", "tax_minor", "total_minor"):
            assert sum(getattr(one, name) for one in of_line) == getattr(line, name), name


def _cells(freight: Freight) -> dict[int, tuple[int, int]]:
    """Net and tax by rate, where there is any; what is not taxed under no rate at all."""
    cells = {rate: (net, tax) for rate, net, tax in freight.cells if net or tax}
    return cells | {-1: (freight.untaxed_minor, 0)}


def _adds_up(note: Document) -> None:
    totals = note.totals
    amounts = [
        amount for line in note.lines for amount in (line.items_minor, line.tax_minor, line.total_minor)
    ]
    assert min(0, *amounts, totals.shipping_minor, totals.discount_minor) == 0
    assert totals.total_minor == totals.items_minor - totals.discount_minor + totals.shipping_minor + (
        0 if totals.tax_included else totals.tax_minor
    )
    assert totals.tax_minor == sum(part.tax_minor for part in totals.taxes)
