"""A guard, how tests take it out, and which tests must fail then."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

TakeOut = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Guard:
    """`catchers`: test files, at least one test of which fails without the guard."""

    name: str  # "G3"
    promise: str
    take_out: TakeOut
    catchers: tuple[str, ...]


GUARDS: dict[str, Guard] = {}


def guard(name: str, promise: str, *catchers: str) -> Callable[[TakeOut], TakeOut]:
    """Register what takes a guard out."""

    def register(take_out: TakeOut) -> TakeOut:
        GUARDS[name] = Guard(name, promise, take_out, catchers)
        return take_out

    return register
