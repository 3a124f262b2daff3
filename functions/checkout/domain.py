"""The rules of placing an order."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from haat.errors import Conflict, Forbidden
from haat.money import Money

HOLD_S_MIN = 1


@dataclass(frozen=True, slots=True)
class ShopClosed(Conflict):
    """The shop takes no orders at the moment."""

    detail = "Everything stays in the cart; orders that were placed go on."


@dataclass(frozen=True, slots=True)
class AccountNeeded(Forbidden):
    """This shop takes orders of customers only."""

    detail = "Register or log in: the cart comes along."


@dataclass(frozen=True, slots=True)
class CartEmpty(Conflict):
    """The cart is empty."""


@dataclass(frozen=True, slots=True)
class CartChanged(Conflict):
    """The cart is not the one that was seen."""

    detail = "See `cart` for what it holds now, and order with its version if that is right."
    cart: Any  # as GET /api/cart shows it
    quote: Any = None  # as POST /api/checkout/quote shows it; None where it has no price


@dataclass(frozen=True, slots=True)
class TotalChanged(Conflict):
    """The order costs another amount than expected."""

    detail = "It would cost {total}. See `quote`, and place it at that total if that is right."
    expected: Money
    total: Money
    quote: Any


@dataclass(frozen=True, slots=True)
class OrderTooScattered(Conflict):
    """The units of this order are in too many places."""

    detail = (
        "It would take {writes} writes and one transaction has {writes_max}: order fewer products at once, "
        "or fewer units of one that is short."
    )
    writes: int
    writes_max: int


@dataclass(frozen=True, slots=True)
class PaymentUnderway(Conflict):
    """The payment is going through."""

    detail = "The provider has taken the money or is about to; the order is confirmed in a moment."


def demand(lines: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Units wanted of each SKU, summed before anything is checked (G10)."""
    units: dict[str, int] = {}
    for sku, quantity in lines:
        units[sku] = units.get(sku, 0) + quantity
    return units


def hold_left_s(hold_until_s: int, now_s: int) -> int:
    """Seconds that an unpaid order keeps its stock, at least one."""
    return max(HOLD_S_MIN, hold_until_s - now_s)
