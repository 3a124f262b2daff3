"""The words on a document."""

from dataclasses import replace
from typing import Any

import pytest

from invoices.domain.crediting import credit_note
from invoices.domain.documents import Address
from invoices.rendering import amount, day, percent, words
from tests.functions.invoices.examples import NOON, invoiced, order, refund, taxed_on_top, two_rates


def buyer(**changed: str) -> Any:
    """The address as it is printed, of a buyer who is called or lives otherwise."""
    address = replace(Address("Ada", "Market 1", "Berlin", "10115", "DE"), **changed)
    return words(replace(invoiced(order()), buyer=address))["buyer"]


@pytest.mark.parametrize(
    ("minor", "currency", "text"), [(1999, "EUR", "19.99"), (1999, "JPY", "1999"), (1999, "KWD", "1.999")]
)
def test_an_amount_has_the_digits_of_its_currency(minor: int, currency: str, text: str) -> None:
    assert amount(minor, currency) == text


def test_a_day_is_that_of_utc() -> None:
    assert day("2026-11-22T23:59:59Z") == "22 November 2026"


@pytest.mark.parametrize(
    ("rate_ppm", "text"),
    [(190_000, "19 %"), (88_750, "8.875 %"), (0, "0 %"), (25_000, "2.5 %"), (1, "0.0001 %")],
)
def test_a_rate_is_in_percent(rate_ppm: int, text: str) -> None:
    assert percent(rate_ppm) == text


@pytest.mark.parametrize(
    ("name", "leftward"),
    [
        ("Łukasz Żółć", None),
        ("12 Ελένη", None),
        ("12 محمد (Mohammed)", "IBM Plex Sans Arabic"),
        ("דוד בן־גוריון", "Noto Sans Hebrew"),
        ("123", None),
    ],
)
def test_a_text_has_the_direction_of_its_first_letter(name: str, leftward: str | None) -> None:
    fonts = buyer(name=name)[0]["leftward"]
    assert (fonts and fonts[0]) == leftward


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ada\nLovelace\x00", "Ada Lovelace"),
        ("\u202eadA\u202c", "adA"),
        ("half \ud800", "half \ufffd"),
        ("👩\u200d👧", "👩\u200d👧"),
    ],
)
def test_a_text_is_one_line_that_turns_nobody_elses(name: str, text: str) -> None:
    assert buyer(name=name)[0]["text"] == text


def test_a_word_wider_than_its_column_may_break_and_others_may_not() -> None:
    assert buyer(name="W" * 60)[0]["text"] == "\u200b".join(["W" * 25, "W" * 25, "W" * 10])
    assert buyer(name="W" * 25)[0]["text"] == "W" * 25
    assert buyer(name="ก" * 60)[0]["text"] == "ก" * 60


def test_an_address_leaves_out_the_lines_it_does_not_have() -> None:
    assert [line["text"] for line in buyer()] == ["Ada", "Market 1", "10115 Berlin", "DE"]
    longer = buyer(line2="2nd floor", region="BE")
    assert [line["text"] for line in longer][2:] == ["2nd floor", "10115 Berlin", "BE", "DE"]


@pytest.mark.parametrize(
    ("country", "font"), [("JP", "JP"), ("KR", "KR"), ("TW", "TC"), ("HK", "HK"), ("DE", "SC")]
)
def test_han_characters_are_those_of_the_buyers_country(country: str, font: str) -> None:
    address = Address("Ada", "Market 1", "Berlin", "10115", country)
    fonts: Any = words(replace(invoiced(order()), buyer=address))["fonts"]
    assert fonts[-1] == f"Noto Sans CJK {font}"


def test_an_invoice_says_what_each_line_cost_and_how_it_is_taxed() -> None:
    printed: Any = words(replace(invoiced(two_rates()), coupon_code="SPRING"))
    assert printed["title"] == "Invoice 2026-000001"
    bowls = printed["lines"][0]
    assert (bowls["quantity"], bowls["unit-price"], bowls["discount"], bowls["rate"], bowls["total"]) == (
        "3", "24.00", "−24.00", "19 %", "48.00",
    )  # fmt: skip
    assert [(one["label"], one["amount"]) for one in printed["sums"]] == [
        ("Goods at list price", "93.40"),
        ("Discount (SPRING)", "−24.00"),
        ("Shipping (standard)", "4.90"),
        ("Total", "74.30 EUR"),
    ]
    assert printed["taxes"] == [
        {"name": "VAT DE 19 %", "taxable": "43.20", "tax": "8.20"},
        {"name": "VAT DE 7 %", "taxable": "21.43", "tax": "1.47"},
    ]
    assert printed["notes"][0] == "List prices and shipping include the tax."


def test_tax_that_comes_on_top_is_one_of_the_sums() -> None:
    printed: Any = words(invoiced(taxed_on_top()))
    assert ("Tax", "4.69") in [(one["label"], one["amount"]) for one in printed["sums"]]
    assert printed["notes"][0].startswith("List prices and shipping are without tax")


def test_a_credit_note_says_what_it_corrects_and_counts_no_units_of_money_alone() -> None:
    note = credit_note(invoiced(two_rates()), (), refund(1000), number="C2026-000001", at=NOON)
    printed: Any = words(note)
    assert printed["title"] == "Credit note C2026-000001"
    assert {"label": "Corrects invoice", "value": "2026-000001"} in printed["facts"]
    assert {(line["quantity"], line["unit-price"]) for line in printed["lines"]} == {("", "")}
    assert printed["sums"][-1] == {"label": "Total credited", "amount": "10.00 EUR", "strong": True}
