"""Totals that nobody can pay to the cent."""

from hypothesis import given
from hypothesis import strategies as st

from haat.money import Money
from pricing.participant import Destination, Draft, DraftLine, Percentage, Priced, price
from tests.scenarios.sources import source

LINES = st.lists(
    st.builds(
        DraftLine,
        sku=st.uuids().map(str),
        quantity=st.integers(1, 99),
        unit_price=st.integers(1, 10**6).map(lambda minor: Money(minor, "EUR")),
        weight_g=st.integers(0, 5000),
        tax_class=st.sampled_from(["standard", "books", "food"]),
    ),
    min_size=1,
    max_size=8,
)


@source("medusa #14818")
@given(LINES, st.sampled_from(["DE", "FR", "CH", "NO", "GB"]), st.integers(0, 10**6))
def test_what_is_charged_is_what_is_shown_to_the_last_cent(
    lines: list[DraftLine], country: str, off_ppm: int
) -> None:
    """There a total was 34.116425 and the charge 34.12."""
    priced = price(Draft(tuple(lines), "EUR", Destination(country), discount=Percentage(off_ppm)))

    assert isinstance(priced, Priced)
    totals = priced.totals
    assert totals.total_minor == sum(line.total_minor for line in priced.lines) + priced.shipping.total_minor
    added = 0 if totals.tax_included else totals.tax_minor
    due = totals.items_minor - totals.discount_minor + totals.shipping_minor + added
    assert totals.total_minor == due >= 0
    assert all(type(line.total_minor) is int for line in priced.lines)
