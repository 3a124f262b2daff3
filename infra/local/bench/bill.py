"""Amounts times prices: the price table of prices.json, with its source and date, and what is assumed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("prices.json")


@dataclass(frozen=True, slots=True)
class Line:
    """So much of something that AWS charges for. `price`: its name in the table."""

    what: str
    amount: float
    price: str

    @property
    def usd(self) -> float:
        found = table()["prices"][self.price]
        return float(self.amount * found["usd"] / found["per"])

    @property
    def source(self) -> str:
        return str(table()["prices"][self.price]["source"])


@cache
def table() -> dict[str, Any]:
    """The price table."""
    found: dict[str, Any] = json.loads(TABLE.read_text())
    return found


def assumed(name: str) -> Any:
    """Behaviour of AWS that nobody has measured here."""
    return table()["assumed"][name]


def latency_ms(calls: Iterable[str]) -> float:
    """What a function waits for calls in a row."""
    known: dict[str, float] = assumed("latency_ms")
    return sum(known.get(call, float(assumed("latency_ms_else"))) for call in calls)


def total_usd(lines: Iterable[Line]) -> float:
    return sum(line.usd for line in lines)


def after_free_usd(lines: Iterable[Line]) -> float:
    """The same with what every account has free for ever, all of it being used for this."""
    left = {name: float(amount) for name, amount in table()["always_free"].items()}
    usd = 0.0
    for line in lines:
        free = min(line.amount, left.get(line.price, 0.0))
        left[line.price] = left.get(line.price, 0.0) - free
        usd += Line(line.what, line.amount - free, line.price).usd
    return usd


def show(lines: Iterable[Line], unit: str) -> None:
    """Print a bill, the dearest first."""
    for line in sorted(lines, key=lambda line: -line.usd):
        print(f"    {line.usd:9.5f} USD  {line.amount:12.4f}  {line.what}  [{line.source}]")
    print(f"    {total_usd(lines):9.5f} USD  {unit}")
