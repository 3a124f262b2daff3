"""The rules of placing an order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from haat.errors import Conflict
from haat.money import Money

HOLD_S_MIN = 1
TOTAL_MINOR_MIN = 50  # what the payment provider charges at least, in euro
TOTAL_MINOR_MAX = 99_999_999  # it takes eight digits


@dataclass(frozen=True, slots=True)
class CartEmpty(Conflict):
    """The cart is empty."""


@dataclass(frozen=True, slots=True)
class CartChanged(Conflict):
    """The cart is not the one that was seen."""

    detail = "See `cart` for what it holds now, and order with its version if that is right."
    cart: Any  # as GET /api/cart shows it


@dataclass(frozen=True, slots=True)
class TotalNotPayable(Conflict):
    """Such a total cannot be paid."""

    detail = "An order costs at least {least} and at most {most}; this one would cost {total}."
    total: Money
    least: Money
    most: Money


@dataclass(frozen=True, slots=True)
class PaymentUnderway(Conflict):
    """The payment is going through."""

    detail = "The provider has taken the money or is about to; the order is confirmed in a moment."


def unpayable(total: Money) -> TotalNotPayable | None:
    """Why no payment of `total` can be made, before anything is held for it."""
    if TOTAL_MINOR_MIN <= total.amount_minor <= TOTAL_MINOR_MAX:
        return None
    least, most = Money(TOTAL_MINOR_MIN, total.currency), Money(TOTAL_MINOR_MAX, total.currency)
    return TotalNotPayable(total, least, most)


def demand(lines: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Units wanted of each SKU, summed before anything is checked (G10)."""
    units: dict[str, int] = {}
    for sku, quantity in lines:
        units[sku] = units.get(sku, 0) + quantity
    return units


def hold_left_s(hold_until_s: int, now_s: int) -> int:
    """Seconds that an unpaid order keeps its stock, at least one."""
    return max(HOLD_S_MIN, hold_until_s - now_s)
