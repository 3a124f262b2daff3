"""`make demo`: buy something on the running stack; CATALOG= imports a real catalogue first."""

import argparse
import sys
from pathlib import Path

from infra.local import buyer, client, shopfront, stack
from infra.local.layout import Layout, from_environment
from infra.local.shop import icecat
from infra.local.shop.catalogue import Product

IMPORTED_PRODUCTS = 2000


def import_catalogue(layout: Layout, file: Path) -> str:
    """Import real products through the admin API; return the name of one that is in stock."""
    products: list[Product] = list(icecat.read(file, IMPORTED_PRODUCTS))
    new = shopfront.fill(layout, products, total=len(products))
    print(f"imported {new} new products of {len(products)}")
    in_stock = next(product for product in reversed(products) if product.variants[0].quantity)
    return in_stock.name


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
