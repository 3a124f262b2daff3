"""What others have learned of products and stock is what these are, once all is quiet.

I15: the search index has every product as its owners have it. And who watches a SKU knows its price, and was
told of as many changes as their row counts, each once.
"""

from collections.abc import Sequence

from search.comparing import Comparison
from tests.faults.invariants.raw import Found, Raw, Violation, document, plain
from tests.faults.world import SEARCH, WISHLISTS, World


def at_rest(world: World) -> Found:
    """What differs, of what the world's functions learn."""
    if set(SEARCH) <= set(world.learning):
        with world.aside():
            for found in Comparison().suspects():
                yield Violation("I15", found.product_id, "as its owners have it", str(found))
    if set(WISHLISTS) <= set(world.learning):
        yield from _watching(world.items())


def _watching(items: Sequence[Raw]) -> Found:
    rows = [plain(raw) for raw in items]
    prices = {row["sku"]: row["prices"]["EUR"] for row in rows if row["kind"] == "sku"}
    for row in rows:
        if row["kind"] != "watcher" or not row.get("lists"):
            continue
        sku, customer = row["pk"].removeprefix("WATCH#"), row["sk"].removeprefix("BY#")
        told = [one for one in rows if one["pk"] == f"WISH#{customer}#{sku}"]
        if len(told) != row.get("told", 0):
            yield Violation("I13", f"{customer} of {sku}", f"told {row.get('told', 0)} times", len(told))
        if document(row, "price")["amount_minor"] != prices[sku]:
            yield Violation("I7", f"{customer} of {sku}", f"knows {prices[sku]}", row["price"])
