"""`make bench`: measure every figure on the running stack, or on one of its own, into .haat/bench.json.

MANY= is how many products the last parts make up, a million unless told: they take 4 GB and a quarter of an
hour. Their figures bear the number, search_p50_ms_at_1000000.
"""

import json
import os
import sys
import time
from collections.abc import Callable

from infra.local import stack
from infra.local.bench import (
    accounts,
    checkout_cost,
    checkouts,
    cold_start,
    floor,
    fresh_clone,
    freshness,
    hot_sku,
    idle,
    lists,
    ranking,
    recording,
    requests,
    search,
    trips,
)
from infra.local.bench.shop import BenchShop
from infra.local.layout import Layout, from_environment
from infra.local.up import bring_up


def measure(layout: Layout) -> dict[str, float]:
    """Every figure, by name."""
    shop = BenchShop(layout)
    figures: dict[str, float] = {}
    print("  CPU of single requests")
    figures |= requests.measure(shop)
    print("  who calls, and logins")
    figures |= accounts.measure(shop)
    print("  eight buyers at once")
    figures |= checkouts.measure(shop)
    print("  what search shows after a write")
    figures |= freshness.measure(shop)
    print("  what a checkout costs")
    found = recording.record(shop)
    figures |= checkout_cost.measure(found)
    print("  round trips")
    figures |= trips.show(found)
    return figures


def _many(asked: str) -> int:
    """How many products MANY= asks for; ends the command where that is no number that can be measured."""
    if not (asked.isascii() and asked.isdigit() and int(asked) >= lists.FEW):
        sys.exit(f"make bench: MANY= is a number of products, {lists.FEW} or more, not {asked}")
    return int(asked)


MANY = _many(os.environ.get("MANY") or "1000000")


def _at_many(figures: dict[str, float]) -> dict[str, float]:
    """Figures of many products, beside those of few."""
    return {f"{name}_at_{MANY}": figure for name, figure in figures.items()}


AFTERWARDS: dict[str, Callable[[Layout], dict[str, float]]] = {
    "cold starts": lambda _: cold_start.measure(),
    "search in the function": lambda _: search.measure(),
    "lists of products": lambda _: lists.measure(),
    "one SKU that everybody wants (simulated)": lambda _: hot_sku.measure(),
    "what it costs while nobody comes": idle.measure,
    "how well search ranks": lambda _: ranking.measure(),
    "the security floor": lambda layout: floor.measure(layout.home),
    "a fresh clone": lambda layout: fresh_clone.measure(layout.home),
    f"search among {MANY} products": lambda _: _at_many(search.measure(MANY)),
    f"lists of {MANY} products": lambda _: _at_many(lists.measure(MANY)),
}  # what needs no running stack


def _write(layout: Layout, figures: dict[str, float]) -> None:
    (layout.home / "bench.json").write_text(json.dumps(figures, indent=2) + "\n")


def main() -> int:
    """Run the command."""
    layout = from_environment()
    found = stack.running(layout)
    began_s = time.monotonic()
    own = None if found else bring_up(layout)
    try:
        figures = measure(layout)
    finally:
        if own:
            stack.stop(own)
    for what, part in AFTERWARDS.items():
        _write(layout, figures)  # so that a part that fails takes no other's figures with it
        print(f"  {what}")
        figures |= part(layout)
    _write(layout, figures)
    for name, value in figures.items():
        print(f"{name:52} {value:10}")
    print(f"measured in {time.monotonic() - began_s:.0f} s; written to {layout.home / 'bench.json'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
