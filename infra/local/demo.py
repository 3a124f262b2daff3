"""`make demo`: buy something on the running stack; CATALOG= imports a real catalogue first."""

import argparse
import sys
from collections import deque
from pathlib import Path
from typing import Any

from infra.local import buyer, client, importer, shopfront, stack
from infra.local.layout import Layout, from_environment
from infra.local.shop import icecat

EVENTS_WAIT_S = 900.0


def import_catalogue(layout: Layout, file: Path) -> str:
    """Import real products with their stock, as `make import` does; return the name of the last in stock."""
    job = importer.bring_in(layout, file, "icecat", new_categories=True)
    print(importer.summary(job))
    if report := importer.save_report(job, layout.home / "logs"):
        print(f"what was wrong, line by line, is in {report}")
    last = deque((product for product in icecat.read(file, None) if product.variants[0].quantity), maxlen=1)
    name = last.pop().name
    await_search(layout, name)
    return name


def await_search(layout: Layout, words: str) -> None:
    """Wait until search has followed: the events of a catalogue take it minutes. Raises: GaveUp."""
    shop = client.Client(layout.api)

    def known() -> dict[str, Any] | None:
        found = buyer.hit(shop, words)
        return found if found and found["name"] == words else None

    print("waiting for search to know the catalogue")
    buyer.await_it(known, f"search to find {words!r} in stock", wait_s=EVENTS_WAIT_S)


def main() -> int:
    """Run the command."""
    arguments = argparse.ArgumentParser(prog="make demo", description=__doc__)
    arguments.add_argument("--catalog", type=Path)
    given = arguments.parse_args()
    layout = from_environment()
    if stack.running(layout) is None:
        print("make demo: no stack is running here; start one with `make up` or `make run`.", file=sys.stderr)
        return 1
    if given.catalog and not given.catalog.exists():
        print(f"make demo: there is no file {given.catalog}", file=sys.stderr)
        return 1
    try:
        if given.catalog:  # whose events an order's stand behind: this machine has one shard
            shopfront.buy(layout, import_catalogue(layout, given.catalog), patience_s=EVENTS_WAIT_S)
        else:
            shopfront.buy(layout)
    except (buyer.GaveUp, client.Unexpected) as error:
        print(f"make demo: {error}\nThe logs are in {layout.home / 'logs'}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
