"""On every change of a SKU's row that has nothing left before or after it."""

from haat.events.stream import Change, stream
from inventory import manifest
from inventory.store import StockStore, stock_of


@stream(manifest.ANNOUNCE_AVAILABILITY)
def handler(change: Change, stocks: StockStore) -> None:
    """Tell the others when a SKU has sold out or has come back; a price changed at zero is no news."""
    if change.old_image is None or change.new_image is None:
        return
    before, after = stock_of(change.old_image), stock_of(change.new_image)
    if before.in_stock != after.in_stock:
        stocks.announce(after)
