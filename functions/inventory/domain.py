"""Units of a SKU: available + reserved + sold + damaged = received, and none of them below zero (I1)."""

from dataclasses import dataclass, replace
from typing import ClassVar

from haat.errors import Conflict
from haat.money import Money

AVAILABLE_MAX = 10**9


@dataclass(frozen=True, slots=True)
class Stock:
    """The units of one SKU. `version` counts the changes of its row, catalog's included."""

    sku: str
    product_id: str
    available: int
    reserved: int
    sold: int
    damaged: int
    version: int

    @property
    def in_stock(self) -> bool:
        return self.available > 0


@dataclass(frozen=True, slots=True)
class SetTo:
    """After counting: so many units can be sold."""

    available: int


@dataclass(frozen=True, slots=True)
class ChangeBy:
    """So many units came (positive) or went."""

    units: int


@dataclass(frozen=True, slots=True)
class StockChanged(Conflict):
    """The stock has changed since it was read."""

    detail: ClassVar[str] = "{sku} is at version {version} with {available} available."
    sku: str
    available: int
    version: int


@dataclass(frozen=True, slots=True)
class StockNegative(Conflict):
    """There are not that many units to take away."""

    detail: ClassVar[str] = "{available} of {sku} are available: they cannot change by {change}."
    sku: str
    available: int
    change: int


@dataclass(frozen=True, slots=True)
class StockTooHigh(Conflict):
    """There cannot be that many units."""

    detail: ClassVar[str] = (
        "{available} of {sku} are available: with {change} more it is over {available_max}."
    )
    sku: str
    available: int
    change: int
    available_max: int = AVAILABLE_MAX


@dataclass(frozen=True, slots=True)
class OutOfStock(Conflict):
    """Not enough units are left."""

    detail: ClassVar[str] = "Only {available} of {sku} are left."
    sku: str
    available: int
    requested: int


@dataclass(frozen=True, slots=True)
class PriceChanged(Conflict):
    """The price has changed."""

    detail: ClassVar[str] = "{sku} costs {price} now."
    sku: str
    price: Money


@dataclass(frozen=True, slots=True)
class NotOnSale(Conflict):
    """It is not on sale."""

    detail: ClassVar[str] = "{sku} is not on sale any more."
    sku: str


class StockInconsistent(RuntimeError):
    """Units were to be moved that are not where they must be: a fault, never a customer's doing."""


class QuantityInvalid(ValueError):
    """A caller asks for less than one unit, or for a part of one."""


def adjust(stock: Stock, adjustment: SetTo | ChangeBy) -> Stock | StockNegative | StockTooHigh:
    """The stock after units came or went."""
    if isinstance(adjustment, SetTo):
        available, change = adjustment.available, adjustment.available - stock.available
    else:
        available, change = stock.available + adjustment.units, adjustment.units
    if available < 0:
        return StockNegative(stock.sku, stock.available, change)
    if available > AVAILABLE_MAX:
        return StockTooHigh(stock.sku, stock.available, change)
    return replace(stock, available=available, version=stock.version + 1)


def positive(quantity: int) -> int:
    """The quantity itself.

    Raises: QuantityInvalid unless it is an integer of 1 or more.
    """
    if type(quantity) is not int or quantity < 1:
        raise QuantityInvalid(f"{quantity!r} units")
    return quantity
