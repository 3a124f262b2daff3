"""Which taxes are due at a destination, and how they fall on lines and shipping.

Shipping is taxed like the goods: it is shared among their rates by value. The tax of a rate is rounded once,
over everything taxed at it, as EN 16931 has it, and then shared among lines and shipping. Where prices
include the tax it is taken out of them, so that a net amount and its rounded tax always sum to the price.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from haat.errors import Invalid
from haat.totals import PPM, TaxPart, shared
from pricing.domain.discounts import rounded
from pricing.domain.draft import STANDARD, Destination


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Who levies a tax, and how much."""

    code: str  # ISO 3166: "DE", "US-CA"
    name: str  # of the tax: "VAT"
    included: bool  # in the prices that buyers see
    source: str
    rates_ppm: Mapping[str, int]  # by tax class

    def rate_ppm(self, tax_class: str) -> int:
        """The rate of a class of goods; one that is not listed is taxed like most goods."""
        return self.rates_ppm.get(tax_class, self.rates_ppm[STANDARD])


@dataclass(frozen=True, slots=True)
class Outside:
    """A part of a country where its tax is not levied."""

    country: str
    postal_prefixes: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class TaxTable:
    """Every jurisdiction by its code; a country without one has no tax that a shop would collect."""

    same_as: Mapping[str, str]  # countries that are taxed like another
    by_region: tuple[str, ...]  # countries where the region decides
    outside: tuple[Outside, ...]
    jurisdictions: tuple[Jurisdiction, ...]

    def find(self, code: str) -> Jurisdiction | None:
        return next((one for one in self.jurisdictions if one.code == code), None)


@dataclass(frozen=True, slots=True)
class RegionUnknown(Invalid):
    """The region decides the tax, and this is none."""

    detail: ClassVar[str] = "Tax in {country} depends on the region: send one of `regions` in its short form."
    country: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Levy:
    """The taxes on some goods and their shipping. `on_lines` and `rates_ppm` are in the lines' order."""

    included: bool
    parts: tuple[TaxPart, ...]
    rates_ppm: tuple[int, ...]
    on_lines: tuple[int, ...]
    on_shipping: int


def jurisdiction(table: TaxTable, to: Destination) -> Jurisdiction | RegionUnknown | None:
    """Who taxes what is sent there; None: nobody."""
    country = table.same_as.get(to.country, to.country)
    if country in table.by_region:
        region = (to.region or "").strip().upper().removeprefix(f"{country}-")
        known = [one.code for one in table.jurisdictions if one.code.startswith(f"{country}-")]
        regions = tuple(code.removeprefix(f"{country}-") for code in known)
        return table.find(f"{country}-{region}") or RegionUnknown(country, regions)
    postal_code = to.postal_code.strip().upper().removeprefix(f"{country}-")
    if any(one.country == country and postal_code.startswith(one.postal_prefixes) for one in table.outside):
        return None
    return table.find(country)


def levy(
    by: Jurisdiction | None,
    classes: Sequence[str],
    dues_minor: Sequence[int],
    values_minor: Sequence[int],
    *,
    shipping_minor: int,
    currency: str,
) -> Levy:
    """The taxes on lines of these classes, which cost `dues_minor` each, and on their shipping.

    `values_minor`, what the lines cost without a discount, says whose shipping it is.
    """
    if by is None:
        none = (0,) * len(classes)
        return Levy(included=True, parts=(), rates_ppm=none, on_lines=none, on_shipping=0)
    rates = tuple(by.rate_ppm(tax_class) for tax_class in classes)
    distinct = sorted(set(rates), reverse=True)
    weights = [_sum_at(rate, rates, values_minor) for rate in distinct]
    freight = shared(shipping_minor, weights, currency)
    on_lines, on_shipping, parts = [0] * len(rates), 0, []
    for rate, its_freight in zip(distinct, freight, strict=True):
        members = [index for index, its_rate in enumerate(rates) if its_rate == rate]
        amounts = [*(dues_minor[index] for index in members), its_freight]
        tax = _tax(sum(amounts), rate, currency, included=by.included)
        *of_members, of_freight = shared(tax, amounts, currency)
        for index, share in zip(members, of_members, strict=True):
            on_lines[index] = share
        on_shipping += of_freight
        taxable = sum(amounts) - tax if by.included else sum(amounts)
        parts.append(TaxPart(by.name, by.code, rate, taxable, tax))
    return Levy(by.included, tuple(parts), rates, tuple(on_lines), on_shipping)


def _sum_at(rate: int, rates: Sequence[int], values_minor: Sequence[int]) -> int:
    return sum(value for its_rate, value in zip(rates, values_minor, strict=True) if its_rate == rate)


def _tax(amount_minor: int, rate_ppm: int, currency: str, *, included: bool) -> int:
    return rounded(amount_minor * rate_ppm, PPM + rate_ppm if included else PPM, currency)
