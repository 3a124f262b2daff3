"""`make demo`: buy something on the running stack; CATALOG= imports a real catalogue first."""

import argparse
import sys
from pathlib import Path
from typing import Any

from infra.local import buyer, client, importer, shopfront, stack
from infra.local.layout import Layout, from_environment
from infra.local.shop import icecat

SEARCH_WAIT_S = 900.0
IMPORTED_PRODUCTS = 2000  # the emulator hands search ten events at a time; `make import` takes the whole file
DELIVERED_PRODUCTS = 200  # what comes into the warehouse, SKU by SKU; the others are sold out


def import_catalogue(layout: Layout, file: Path) -> str:
    """Import real products as `make import` does, and deliver some; return the name of one in stock."""
    job = importer.bring_in(layout, file, "icecat", limit=IMPORTED_PRODUCTS, new_categories=True)
    print(importer.summary(job))
    products = list(icecat.read(file, DELIVERED_PRODUCTS))
    shopfront.keeper(layout).deliver(products)
    in_stock = next(product for product in reversed(products) if product.variants[0].quantity)
    await_search(layout, in_stock.name)
    return in_stock.name


def await_search(layout: Layout, words: str) -> None:
    """Wait until search has followed: the events of a catalogue take it minutes. Raises: GaveUp."""
    shop = client.Client(layout.api)

    def hit() -> dict[str, Any] | None:
        query = {"q": words, "in_stock": "true", "limit": 1}
        answer = shop.send("GET", "/api/search", query=query)
        items = answer.json["items"] if answer.status == shopfront.OK else []
        return items[0] if items else None

    print("waiting for search to know the catalogue")
    buyer.await_it(hit, f"search to find {words!r} in stock", wait_s=SEARCH_WAIT_S)


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
        words = import_catalogue(layout, given.catalog) if given.catalog else shopfront.DEMO_SEARCH
        shopfront.buy(layout, words)
    except (buyer.GaveUp, client.Unexpected) as error:
        print(f"make demo: {error}\nThe logs are in {layout.home / 'logs'}.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
