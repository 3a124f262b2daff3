"""The tables of rates, read when first needed and kept for as long as the process lives."""

from functools import cache
from pathlib import Path

import msgspec

from pricing.domain.shipping import Tariffs
from pricing.domain.taxes import TaxTable

FOLDER = Path(__file__).parent


@cache
def tariffs() -> Tariffs:
    """What shipping costs."""
    return msgspec.json.decode((FOLDER / "shipping_rates.json").read_bytes(), type=Tariffs)


@cache
def tax_table() -> TaxTable:
    """Who taxes what."""
    return msgspec.json.decode((FOLDER / "tax_rates.json").read_bytes(), type=TaxTable)
