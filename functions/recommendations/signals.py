"""Signals: what happened, as it is kept for the training, a line of JSON each.

What they are made from is told at least once, so a line may be there twice: whoever reads them deduplicates.
"""

import msgspec

from recommendations.domain.products import StockTold, Told
from recommendations.domain.purchases import Purchase


class Bought(msgspec.Struct, frozen=True, tag="bought", omit_defaults=True):
    """A product of an order that is paid."""

    basket: str
    product: str
    at_s: int
    customer: str | None = None


class Viewed(msgspec.Struct, frozen=True, tag="viewed", omit_defaults=True):
    """A product that a visit looked at."""

    basket: str  # the session
    product: str
    at_s: int
    customer: str | None = None


class ProductSignal(msgspec.Struct, frozen=True, tag="product"):
    """A product was created, changed or archived."""

    told: Told


class StockSignal(msgspec.Struct, frozen=True, tag="stock"):
    """A SKU came into stock or left it."""

    told: StockTold


Signal = Bought | Viewed | ProductSignal | StockSignal


def purchase(signal: Bought | Viewed) -> Purchase:
    """What the model learns from: a visit is a basket too, of what was looked at."""
    return Purchase(signal.customer, signal.basket, signal.product, signal.at_s)
