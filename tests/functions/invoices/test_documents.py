"""Numbers, series, and what an invoice takes of an order."""

import pytest

from haat.money import Money
from invoices.domain.documents import Kind, Series, series_at, shipping_total_minor
from tests.functions.invoices.examples import SELLER, invoiced, order, taxed_on_top, two_rates


def test_each_kind_has_numbers_of_its_own() -> None:
    assert Series(Kind.INVOICE, 2026).number(1) == "2026-000001"
    assert Series(Kind.CREDIT_NOTE, 2026).number(1) == "C2026-000001"


def test_a_number_grows_beyond_six_digits_rather_than_beginning_again() -> None:
    assert Series(Kind.INVOICE, 2026).number(1_000_000) == "2026-1000000"


@pytest.mark.parametrize(("at", "year"), [("2026-12-31T23:59:59Z", 2026), ("2027-01-01T00:00:00Z", 2027)])
def test_the_year_of_a_series_is_that_of_the_issue_in_utc(at: str, year: int) -> None:
    assert series_at(Kind.INVOICE, at) == Series(Kind.INVOICE, year)


def test_an_invoice_copies_all_of_the_order() -> None:
    placed = order()
    made = invoiced(placed)
    assert (made.order_number, made.customer_id, made.email) == (
        placed.number,
        placed.customer_id,
        placed.email,
    )
    assert (made.buyer, made.seller, made.totals) == (placed.shipping_address, SELLER, placed.totals)
    assert made.total == placed.total
    assert [(line.sku, line.quantity, line.total_minor) for line in made.lines] == [
        (line.sku, line.quantity, line.total_minor) for line in placed.lines
    ]


def test_shipping_is_what_the_lines_do_not_explain_with_its_tax() -> None:
    assert shipping_total_minor(invoiced(two_rates())) == 490
    assert shipping_total_minor(invoiced(taxed_on_top())) == 490 + 43


def test_the_total_is_money() -> None:
    assert invoiced(two_rates()).total == Money(7430, "EUR")
