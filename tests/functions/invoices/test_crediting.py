"""What a refund takes back of an invoice."""

import pytest

from haat.totals import TaxPart
from invoices.domain.crediting import RefundedLine, RefundExceedsInvoice, credit_note
from invoices.domain.documents import Document, Kind
from tests.functions.invoices.examples import (
    NOON,
    invoiced,
    line,
    order,
    refund,
    taxed_on_top,
    two_rates,
)

INVOICE = invoiced(two_rates())
BOWL = RefundedLine("BOWL", 1, 1600, 256, 800)  # the first of the three units, which 766 of tax fall on


def credited(
    amount_minor: int, *lines: RefundedLine, shipping_minor: int = 0, earlier: tuple[Document, ...] = ()
) -> Document:
    told = refund(amount_minor, *lines, shipping_minor=shipping_minor)
    return credit_note(INVOICE, earlier, told, number=f"C2026-{len(earlier) + 1:06d}", at=NOON)


def shown(note: Document) -> list[tuple[str, int, int, int]]:
    return [(line.sku, line.quantity, line.tax_minor, line.total_minor) for line in note.lines]


def test_a_note_of_everything_says_what_the_invoice_said() -> None:
    note = credited(7430)
    assert (note.lines, note.totals) == (INVOICE.lines, INVOICE.totals)
    assert (note.kind, note.number, note.corrects, note.refund_id) == (
        Kind.CREDIT_NOTE,
        "C2026-000001",
        "2026-000001",
        "re_1",
    )


def test_units_that_go_back_take_discount_and_tax_with_them_as_the_refund_says() -> None:
    note = credited(1600, BOWL)
    assert shown(note) == [("BOWL", 1, 256, 1600)]
    assert (note.lines[0].items_minor, note.lines[0].discount_minor) == (2400, 800)
    assert note.totals.taxes == (TaxPart("VAT", "DE", 190_000, 1344, 256),)


def test_shipping_that_goes_back_takes_its_tax_at_every_rate_with_it() -> None:
    note = credited(1600 + 490, BOWL, shipping_minor=490)
    assert shown(note) == [("BOWL", 1, 256, 1600)]
    assert note.totals.shipping_minor == 490
    assert note.totals.taxes == (
        TaxPart("VAT", "DE", 190_000, 1344 + 286, 256 + 54),
        TaxPart("VAT", "DE", 70_000, 143, 7),
    )


def test_what_a_refund_does_not_explain_is_shared_over_everything_that_is_left() -> None:
    note = credited(2000, BOWL)
    assert [(line.sku, line.quantity) for line in note.lines] == [("BOWL", 1), ("BOOK", 0)]
    assert note.lines[0].total_minor > 1600
    assert note.totals.shipping_minor > 0
    assert note.totals.total_minor == 2000


def test_units_of_which_money_alone_has_gone_back_before_are_credited_at_what_is_left() -> None:
    first = credited(7000)
    note = credited(430, BOWL, earlier=(first,))
    assert note.lines[0].total_minor == 4800 - first.lines[0].total_minor
    assert note.totals.total_minor == 430


def test_money_alone_is_shared_over_everything_and_takes_no_units() -> None:
    note = credited(1000)
    assert [line.quantity for line in note.lines] == [0, 0]
    assert sum(line.total_minor for line in note.lines) + note.totals.shipping_minor == 1000
    assert sum(part.taxable_minor + part.tax_minor for part in note.totals.taxes) == 1000


def test_parts_that_make_up_everything_sum_to_the_invoice() -> None:
    first = credited(1600, BOWL)
    second = credited(777, earlier=(first,))
    rest = 7430 - 1600 - 777
    third = credited(rest, earlier=(first, second))
    notes = (first, second, third)
    for part in INVOICE.totals.taxes:
        of_rate = [one for note in notes for one in note.totals.taxes if one.rate_ppm == part.rate_ppm]
        assert sum(one.tax_minor for one in of_rate) == part.tax_minor
        assert sum(one.taxable_minor for one in of_rate) == part.taxable_minor
    assert sum(note.totals.shipping_minor for note in notes) == 490


def test_tax_that_is_not_in_the_prices_is_given_back_beside_them() -> None:
    whole = invoiced(taxed_on_top())
    note = credit_note(
        whole, (), refund(2613, RefundedLine("BOWL", 1, 2613, 213, 0)), number="C2026-000001", at=NOON
    )
    totals = note.totals
    assert (totals.items_minor, totals.tax_minor, totals.total_minor) == (2400, 213, 2613)
    rest = credit_note(whole, (note,), refund(5759 - 2613), number="C2026-000002", at=NOON)
    assert (rest.totals.items_minor, rest.totals.shipping_minor, rest.totals.tax_minor) == (2400, 490, 256)


def test_what_was_for_nothing_goes_back_for_nothing() -> None:
    gift = line("GIFT", 1, 500, discount_minor=500, total_minor=0)
    whole = invoiced(order(lines=(*two_rates().lines, gift), totals=two_rates().totals))
    note = credit_note(
        whole, (), refund(0, RefundedLine("GIFT", 1, 0, 0, 500)), number="C2026-000001", at=NOON
    )
    assert shown(note) == [("GIFT", 1, 0, 0)]
    assert note.totals.taxes == ()


def test_more_than_was_charged_is_credited_to_nobody() -> None:
    with pytest.raises(RefundExceedsInvoice):
        credited(7431)


def test_less_than_a_refund_names_is_a_contradiction() -> None:
    with pytest.raises(RefundExceedsInvoice):
        credited(1599, BOWL)


def test_more_than_earlier_notes_have_left_is_credited_to_nobody() -> None:
    with pytest.raises(RefundExceedsInvoice):
        credited(7430 - 1599, earlier=(credited(1600, BOWL),))
