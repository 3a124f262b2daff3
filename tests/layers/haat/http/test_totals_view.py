"""The parts of a price as clients see them."""

import json

import msgspec

from haat.http import totals_view
from haat.totals import TaxPart, Totals


def test_every_amount_is_shown_with_the_currency() -> None:
    part = TaxPart("VAT", "DE", 190_000, 10_000, 1_900)
    totals = Totals(12_000, 1_000, 900, 1_900, 11_900, tax_included=True, taxes=(part,))

    shown = json.loads(msgspec.json.encode(totals_view.of(totals, "JPY")))

    amounts = {name: value for name, value in shown.items() if isinstance(value, dict)}
    assert amounts == {
        name: {"amount_minor": amount_minor, "currency": "JPY"}
        for name, amount_minor in (
            ("items", 12_000), ("discount", 1_000), ("shipping", 900), ("tax", 1_900), ("total", 11_900),
        )
    }  # fmt: skip
    assert shown["tax_included"] is True
    assert shown["taxes"] == [
        {
            "name": "VAT",
            "jurisdiction": "DE",
            "rate_ppm": 190_000,
            "taxable": {"amount_minor": 10_000, "currency": "JPY"},
            "tax": {"amount_minor": 1_900, "currency": "JPY"},
        }
    ]
