"""What shipping costs: by zone, method, weight and currency; nothing from an amount on, where a tariff says.

What weighs more than the heaviest parcel goes in several: full ones, and one for the rest.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from haat.errors import Invalid


@dataclass(frozen=True, slots=True)
class Tariff:
    """One method in one zone. Prices are by weight step, of which every currency has all."""

    method: str
    zone: str
    days: tuple[int, int]  # working days until it arrives, at best and at worst
    prices_minor: Mapping[str, tuple[int, ...]]  # by currency
    free_from_minor: Mapping[str, int]  # by currency; goods after their discount


@dataclass(frozen=True, slots=True)
class Tariffs:
    """Everything the shop ships by."""

    steps_g: tuple[int, ...]  # the heaviest parcel of each step, ascending
    names: Mapping[str, str]  # of methods, for people
    zones: Mapping[str, tuple[str, ...]]  # countries, each in one zone
    tariffs: tuple[Tariff, ...]

    @property
    def served(self) -> tuple[str, ...]:
        """Every country there is a parcel to, in alphabetical order."""
        zones = {tariff.zone for tariff in self.tariffs}
        return tuple(sorted(country for zone in zones for country in self.zones[zone]))


@dataclass(frozen=True, slots=True)
class Option:
    """A way to ship what is wanted, and its price before tax is looked at."""

    method: str
    name: str
    price_minor: int
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CountryNotServed(Invalid):
    """Nothing is shipped to this country."""

    detail: ClassVar[str] = "Nothing is shipped to {country}; `served` lists where there is a parcel to."
    country: str
    served: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShippingCurrencyNotOffered(Invalid):
    """Shipping has no price in this currency."""

    detail: ClassVar[str] = (
        "Shipping to {country} has no price in {currency}; `currencies` lists those it has."
    )
    country: str
    currency: str
    currencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShippingMethodNotOffered(Invalid):
    """This shipping method is not offered here."""

    detail: ClassVar[str] = "{method} is not offered to {country}: choose one of `methods`."
    method: str
    country: str
    methods: tuple[str, ...]


Unshippable = CountryNotServed | ShippingCurrencyNotOffered


def options(
    tariffs: Tariffs, country: str, currency: str, *, weight_g: int, goods_minor: int
) -> tuple[Option, ...] | Unshippable:
    """Every way to ship goods of a weight and a value to a country, in the order of the tariffs."""
    here = [tariff for tariff in tariffs.tariffs if country in tariffs.zones[tariff.zone]]
    if not here:
        return CountryNotServed(country, tariffs.served)
    priced = [tariff for tariff in here if currency in tariff.prices_minor]
    if not priced:
        currencies = sorted({named for tariff in here for named in tariff.prices_minor})
        return ShippingCurrencyNotOffered(country, currency, tuple(currencies))
    return tuple(
        Option(
            tariff.method,
            tariffs.names[tariff.method],
            _price(tariff, tariffs.steps_g, currency, weight_g, goods_minor),
            tariff.days,
        )
        for tariff in priced
    )


def choose(offered: tuple[Option, ...], method: str, country: str) -> Option | ShippingMethodNotOffered:
    """The option of a method, or which there are."""
    for option in offered:
        if option.method == method:
            return option
    return ShippingMethodNotOffered(method, country, tuple(option.method for option in offered))


def _price(tariff: Tariff, steps_g: tuple[int, ...], currency: str, weight_g: int, goods_minor: int) -> int:
    if goods_minor >= tariff.free_from_minor.get(currency, goods_minor + 1):
        return 0
    prices, heaviest_g = tariff.prices_minor[currency], steps_g[-1]
    full, rest_g = divmod(weight_g, heaviest_g)
    rest = prices[bisect_left(steps_g, rest_g)] if rest_g or not full else 0
    return full * prices[-1] + rest
