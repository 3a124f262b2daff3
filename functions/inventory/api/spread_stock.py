"""PUT /api/inventory/{sku}/shards"""

from typing import Literal

import msgspec

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.keys import MAIN_WAREHOUSE
from haat.table.writes import Write
from inventory import manifest, view
from inventory.domain.sharding import NotStockedThere, Spread, TooManyPlaces
from inventory.domain.stock import Stock
from inventory.spreading import Spreader
from inventory.store import Occasion
from inventory.view import StockLevel


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Over how many rows the units at a warehouse are spread; 1 joins them."""

    shards: Literal[1, 2, 4, 8, 16, 32, 64]
    place: str = MAIN_WAREHOUSE


@endpoint(manifest.SPREAD_STOCK)
def handler(
    call: Call[Body], spreader: Spreader
) -> Answer[StockLevel] | NotFound | TooManyPlaces | NotStockedThere:
    """Spread a hot SKU, or join it again; units in orders stay where they are. A repeat evens it out."""
    occasion = Occasion("spread", f"over {call.input.shards} rows", call.staff.username)
    sku, place = call.path["sku"], call.input.place

    def audited(stock: Stock, step: Spread) -> tuple[Write]:
        before, after = {"places": stock.places}, {"places": step.places}
        return (call.audited(f"stock/{sku}", before, after),)

    stock = spreader.spread(sku, place, call.input.shards, occasion, audited)
    if isinstance(stock, Stock):
        return view.level(stock)
    return stock or NotFound()
