"""Units of a SKU: available + reserved + sold + damaged = received, and none of them below zero (I1)."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from haat.errors import Conflict
from haat.keys import MAIN_WAREHOUSE
from haat.money import Money


@dataclass(frozen=True, slots=True)
class Row:
    """The units of one SKU at one place. `version` counts the changes of the row, catalog's included.

    A `closed` row sells no more: it waits for the units that orders may give back to it.
    `adjustments` counts what people in charge did to it, which is how its events are numbered.
    """

    sku: str
    product_id: str
    available: int
    reserved: int
    sold: int
    damaged: int
    version: int
    place: str = MAIN_WAREHOUSE
    closed: bool = False
    adjustments: int = 0


@dataclass(frozen=True)
class Stock:
    """All units of one SKU. The first row is the head, which knows the places of the others."""

    rows: tuple[Row, ...]
    places: tuple[str, ...] = ()  # of the other open rows
    former_places: tuple[str, ...] = ()  # of closed rows
    reorder_at: int | None = None  # units left at which to order more

    @property
    def sku(self) -> str:
        return self.rows[0].sku

    @property
    def product_id(self) -> str:
        return self.rows[0].product_id

    @cached_property
    def available(self) -> int:
        return sum(row.available for row in self.rows)

    @property
    def in_stock(self) -> bool:
        return self.available > 0

    @property
    def version(self) -> int:
        """Grows with every change of any row."""
        return sum(row.version for row in self.rows)

    def at(self, place: str) -> Row | None:
        """The row of a place, if there is one."""
        return next((row for row in self.rows if row.place == place), None)


@dataclass(frozen=True, slots=True)
class Movement:
    """What an occasion changed at one place: units gained (positive) and lost, by where they are counted."""

    place: str
    available: int = 0
    reserved: int = 0
    sold: int = 0
    damaged: int = 0

    @property
    def received(self) -> int:
        """Units that came from outside or left for it; 0 where they only moved."""
        return self.available + self.reserved + self.sold + self.damaged


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


@dataclass(frozen=True, slots=True)
class RanShort:
    """One row has not got the units; others may have. Search, and plan afresh."""

    sku: str
    place: str


class StockInconsistent(RuntimeError):
    """Units were to be moved that are not where they must be: a fault, never a customer's doing."""


class QuantityInvalid(ValueError):
    """A caller asks for less than one unit, or for a part of one."""


def positive(quantity: int) -> int:
    """The quantity itself.

    Raises: QuantityInvalid unless it is an integer of 1 or more.
    """
    if type(quantity) is not int or quantity < 1:
        raise QuantityInvalid(f"{quantity!r} units")
    return quantity
