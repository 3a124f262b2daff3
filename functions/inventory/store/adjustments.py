"""The writes by which somebody in charge changes a row: its units, a line in the ledger, the event."""

from typing import Any

from haat.events import outbox
from haat.table import writes
from haat.table.sku import SkuItem, stock_key
from haat.table.writes import Refused, Write
from inventory.domain.adjusting import movement
from inventory.domain.stock import Row
from inventory.store import ledger
from inventory.store.ledger import SERVICE_NAME, Occasion

ACTIONS = 2 + outbox.ACTIONS  # of a transaction, that one adjustment takes


def written(before: Row, after: Row, occasion: Occasion, refused: Refused) -> list[Write]:
    """The writes of one adjustment; `refused` when the row is not as `before` any more."""
    line = ledger.entry(after.sku, [movement(before, after)], occasion)
    return [_update(before, after, refused), line, event(before, after, occasion)]


def event(before: Row | None, after: Row, occasion: Occasion) -> Write:
    """The event of a row that was changed, or is new."""
    data: dict[str, Any] = {
        "sku": after.sku,
        "product_id": after.product_id,
        "place": after.place,
        "what": occasion.what,
        "available": after.available,
        "change": after.available - (before.available if before else 0),
        "damaged": after.damaged,
        "reason": occasion.reason,
    }
    return outbox.emit(
        "StockAdjusted",
        data,
        service=SERVICE_NAME,
        aggregate=stock_key(after.sku, after.place)[0],
        sequence=after.adjustments,
    )


def _update(before: Row, after: Row, refused: Refused) -> Write:
    actions = [
        SkuItem.available.set(after.available),
        SkuItem.damaged.set(after.damaged),
        SkuItem.version.set(after.version),
        SkuItem.adjustments.set(after.adjustments),
    ]
    pk, sk = stock_key(after.sku, after.place)
    return writes.update(SkuItem, pk, sk, actions, when=SkuItem.version == before.version, refused=refused)
