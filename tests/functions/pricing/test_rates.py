"""The tables of rates: whole, and each figure with its source and date."""

import json
import re
from typing import Any

import pytest

from haat.money import charge_step
from pricing import rates
from pricing.domain.draft import STANDARD
from pricing.domain.taxes import Jurisdiction
from pricing.rates import FOLDER

UNION_CODES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
UNION = set(UNION_CODES.split())
JURISDICTIONS = rates.tax_table().jurisdictions
TARIFFS = rates.tariffs()
each_jurisdiction = pytest.mark.parametrize("one", JURISDICTIONS, ids=lambda one: one.code)


def document(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


def test_every_source_has_a_name_and_a_date() -> None:
    sources = [*document("tax_rates.json")["sources"].values(), document("shipping_rates.json")["source"]]
    for source in sources:
        assert source["name"]
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", source["as_of"])


@each_jurisdiction
def test_a_jurisdiction_has_a_standard_rate_none_above_it_and_a_source(one: Jurisdiction) -> None:
    assert one.source in document("tax_rates.json")["sources"]
    assert min(one.rates_ppm.values()) >= 0
    assert max(one.rates_ppm.values()) == one.rates_ppm[STANDARD] < 300_000


def test_no_jurisdiction_is_there_twice() -> None:
    codes = [one.code for one in JURISDICTIONS]
    assert len(set(codes)) == len(codes)


def test_every_member_state_and_every_state_is_there_and_prices_include_only_the_formers_tax() -> None:
    included = {one.code: one.included for one in JURISDICTIONS}
    assert all(included[code] for code in UNION)
    states = [code for code in included if code.startswith("US-")]
    assert len(states) == 51  # and the District of Columbia
    assert not any(included[code] for code in states)


@pytest.mark.parametrize(
    ("code", "percent"),
    [("DE", 19), ("FI", 25.5), ("EE", 24), ("RO", 21), ("SK", 23), ("LU", 17), ("HU", 27), ("GB", 20),
     ("CH", 8.1), ("NO", 25), ("JP", 10), ("US-CA", 7.25), ("US-OR", 0)],
)  # fmt: skip
def test_standard_rates_that_people_know(code: str, percent: float) -> None:
    found = rates.tax_table().find(code)
    assert found
    assert found.rates_ppm[STANDARD] == percent * 10_000


def test_every_country_is_in_one_zone() -> None:
    countries = [country for zone in TARIFFS.zones.values() for country in zone]
    assert len(set(countries)) == len(countries)
    assert set(TARIFFS.served) >= UNION


def test_every_tariff_has_a_price_for_every_step_that_rises_and_can_be_charged() -> None:
    assert list(TARIFFS.steps_g) == sorted(set(TARIFFS.steps_g))
    for tariff in TARIFFS.tariffs:
        assert tariff.method in TARIFFS.names
        assert tariff.free_from_minor.keys() <= tariff.prices_minor.keys()
        for currency, prices in tariff.prices_minor.items():
            assert len(prices) == len(TARIFFS.steps_g)
            assert list(prices) == sorted(set(prices))
            assert not any(price % charge_step(currency) for price in prices)
