"""How pricing takes part in checkout: one pure function says what an order costs."""

from pricing import rates
from pricing.domain import price as rules
from pricing.domain.draft import (
    Destination,
    Discount,
    Draft,
    DraftLine,
    FixedAmount,
    FreeShipping,
    Percentage,
    Priced,
    PricedLine,
    PricedShipping,
)
from pricing.domain.price import Refusal
from pricing.domain.shipping import (
    CountryNotServed,
    Option,
    ShippingCurrencyNotOffered,
    ShippingMethodNotOffered,
    Unshippable,
)
from pricing.domain.taxes import RegionUnknown

__all__ = [
    "CountryNotServed",
    "Destination",
    "Discount",
    "Draft",
    "DraftLine",
    "FixedAmount",
    "FreeShipping",
    "Option",
    "Percentage",
    "Priced",
    "PricedLine",
    "PricedShipping",
    "Refusal",
    "RegionUnknown",
    "ShippingCurrencyNotOffered",
    "ShippingMethodNotOffered",
    "Unshippable",
    "price",
    "shipping_options",
]


def price(draft: Draft) -> Priced | Refusal:
    """What a draft costs, line by line, or why it has no price. No I/O but two files, once."""
    return rules.price(draft, rates.tariffs(), rates.tax_table())


def shipping_options(draft: Draft) -> tuple[Option, ...] | Unshippable:
    """Every way to ship a draft, with its price, whatever method the draft names."""
    return rules.options(draft, rates.tariffs())
