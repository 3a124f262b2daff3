"""The warehouses there are, as data: warehouses.json, which a shop edits.

`serves` lists the countries a warehouse sends to (ISO 3166-1), nearest first; "*" is everywhere else.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

EVERYWHERE = "*"
FILE = Path(__file__).parents[1] / "warehouses.json"


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A building. `place` is its name in rows and orders."""

    place: str
    name: str
    country: str
    serves: tuple[str, ...]

    def distance(self, country: str) -> int | None:
        """How far away a country is, 0 being the nearest; None: nothing is sent there."""
        for wanted in (country, EVERYWHERE):
            if wanted in self.serves:
                return self.serves.index(wanted)
        return None


_others: list[tuple[Warehouse, ...]] = []


def known() -> tuple[Warehouse, ...]:
    """All warehouses, in the order of the file."""
    return _others[-1] if _others else _file()


def near(country: str) -> tuple[str, ...]:
    """The places of the warehouses that send to a country, the nearest first."""
    distances = {house.place: house.distance(country) for house in known()}
    reached = [(distance, place) for place, distance in distances.items() if distance is not None]
    return tuple(place for _, place in sorted(reached, key=lambda pair: pair[0]))


def everywhere() -> tuple[str, ...]:
    """The places of all warehouses: for who fetches units instead of having them sent."""
    return tuple(house.place for house in known())


def warehouse_of(place: str) -> str:
    """The warehouse a place belongs to: "main/7" is a shard of "main"."""
    return place.partition("/")[0]


@contextmanager
def set_to(warehouses: Sequence[Warehouse]) -> Iterator[None]:
    """Have other warehouses while the block runs, as a simulation may."""
    _others.append(tuple(warehouses))
    try:
        yield
    finally:
        _others.pop()


@cache
def _file() -> tuple[Warehouse, ...]:
    listed: list[dict[str, Any]] = json.loads(FILE.read_text())
    return tuple(Warehouse(**house | {"serves": tuple(house["serves"])}) for house in listed)
