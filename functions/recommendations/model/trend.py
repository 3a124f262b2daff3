"""What sells now, of what has ever sold."""

from dataclasses import dataclass

import numpy as np

from recommendations.model.purchases import Floats, Purchases

HALF_LIFE_DAYS = 10
TREND_POWER = 0.6
AGE_POWER = 0.1
_SOLD_LATELY, _SOLD_EVER = 0.3, 5.0  # added to the counts of baskets: a first sale is no fashion


@dataclass(frozen=True, slots=True)
class Trend:
    """By product: baskets of late, each worth half after ten days, and what multiplies its fit."""

    lately: Floats
    factor: Floats


def faded(purchases: Purchases, half_life_days: float) -> Floats:
    """By product: its baskets, each worth half after so many days."""
    worth = np.float32(0.5) ** (purchases.day / half_life_days)
    return np.bincount(purchases.product, worth, minlength=len(purchases.products)).astype(np.float32)


def trend(purchases: Purchases) -> Trend:
    """Products whose time has come count for more, those that nobody buys any more for less."""
    width = len(purchases.products)
    lately = faded(purchases, HALF_LIFE_DAYS)
    ever = np.bincount(purchases.product, minlength=width)
    age_days = np.zeros(width, np.float32)
    np.maximum.at(age_days, purchases.product, purchases.day)
    rising = ((lately + _SOLD_LATELY) / (ever + _SOLD_EVER)) ** TREND_POWER
    factor = rising * np.maximum(age_days, 1) ** -AGE_POWER
    return Trend(lately, factor.astype(np.float32))
