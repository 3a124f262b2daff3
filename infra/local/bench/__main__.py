"""`make bench`: measure every figure on the running stack, or on one of its own, into .haat/bench.json."""

import json
import sys
import time

from infra.local import stack
from infra.local.bench import (
    checkout_cost,
    checkouts,
    cold_start,
    fresh_clone,
    hot_sku,
    idle,
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
    print("  eight buyers at once")
    figures |= checkouts.measure(shop)
    print("  what a checkout costs")
    found = recording.record(shop)
    figures |= checkout_cost.measure(found)
    print("  round trips")
    figures |= trips.show(found)
    return figures


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
    print("  cold starts")
    figures |= cold_start.measure()
    print("  search in the function")
    figures |= search.measure()
    print("  one SKU that everybody wants (simulated)")
    figures |= hot_sku.measure()
    print("  what it costs while nobody comes")
    figures |= idle.measure(layout)
    print("  a fresh clone")
    figures |= fresh_clone.measure(layout.home)
    (layout.home / "bench.json").write_text(json.dumps(figures, indent=2) + "\n")
    for name, value in figures.items():
        print(f"{name:44} {value:10}")
    print(f"measured in {time.monotonic() - began_s:.0f} s; written to {layout.home / 'bench.json'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
