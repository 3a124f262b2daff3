"""Holds: units kept for a partner's system for a while, given back by it or by the clock."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from haat.errors import Invalid
from haat.stock import Allocation

LINES_MAX = 40
HOLD_S_MIN, HOLD_S_DEFAULT, HOLD_S_MAX = 60, 15 * 60, 24 * 3600


class State(StrEnum):
    """What became of a hold. Only an open one keeps units."""

    OPEN = "open"
    RELEASED = "released"  # by who made it
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class HeldLine:
    """So many units of one SKU, and where they are."""

    sku: str
    allocations: tuple[Allocation, ...]

    @property
    def quantity(self) -> int:
        return sum(one.quantity for one in self.allocations)


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold. Its lines never change; its state moves once."""

    id: str
    owner: str  # user name of the partner or admin who made it
    reason: str
    lines: tuple[HeldLine, ...]
    state: State
    created_at: str
    expires_at: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class SkusUnknown(Invalid):
    """Some SKUs are not known here."""

    detail: ClassVar[str] = "There is no stock of {skus}."
    skus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldTooScattered(Invalid):
    """The units lie in too many places for one hold."""

    detail: ClassVar[str] = "It would take {writes} writes and one transaction has {writes_max}: hold less."
    writes: int
    writes_max: int
