"""GET /api/admin/stock/low"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint
from haat.stock import UNITS_MAX
from inventory import manifest, view
from inventory.domain.telling import is_low
from inventory.store import StockStore
from inventory.store.low import LowStore

SCOPE = "stock that runs low"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page; with `at_most`, only SKUs of which no more than so many units are left."""

    at_most: Annotated[int, msgspec.Meta(ge=0, le=UNITS_MAX)] | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class LowStock(msgspec.Struct):
    """A page of SKUs that run low, by name. It may be short: only `next` of null means the end."""

    items: list[view.StockLevel]
    next: str | None


@endpoint(manifest.LIST_LOW_STOCK)
def handler(call: Call[Query], low: LowStore, stocks: StockStore) -> LowStock | CursorInvalid:
    """What is sold out, or down to the number at which more should be ordered, with what is left now."""
    at_most = call.input.at_most
    scope = f"{SCOPE} {at_most}"
    after = cursor.decode(call.input.cursor, scope=scope)
    if isinstance(after, CursorInvalid):
        return after
    page = low.page(limit=call.input.limit, after=after)
    found = stocks.find_many(page.skus)
    items = [
        view.level(stock).body
        for stock in found.values()
        if (not stock.in_stock or is_low(stock.available, stock.reorder_at))
        and (at_most is None or stock.available <= at_most)
    ]
    return LowStock(items, cursor.encode(page.last_key, scope=scope))
