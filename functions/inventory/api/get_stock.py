"""GET /api/inventory/{sku}"""

import msgspec

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from inventory import manifest
from inventory.store import StockStore


class StockView(msgspec.Struct):
    """What everybody may know of a SKU's stock: all of it, wherever it is."""

    sku: str
    product_id: str
    available: int
    in_stock: bool
    version: int


@endpoint(manifest.GET_STOCK)
def handler(call: Call[None], stocks: StockStore) -> Answer[StockView] | NotFound:
    """How many units of a SKU can be sold at this moment."""
    stock = stocks.find(call.path["sku"])
    if stock is None:
        return NotFound()
    view = StockView(stock.sku, stock.product_id, stock.available, stock.in_stock, stock.version)
    return Answer(view, etag=str(stock.version))
