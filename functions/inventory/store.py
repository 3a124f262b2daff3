"""Stock in the table."""

from dataclasses import dataclass
from typing import Any

from haat import clock
from haat.events import outbox
from haat.events.stream import Image
from haat.http.once import AlreadyAnswered
from haat.ids import new_id
from haat.keys import SKU, stock_sort
from haat.table import reads, writes
from haat.table.item import Integer, Item, Text
from haat.table.sku import SkuItem
from haat.table.writes import Write
from inventory.domain import Stock, StockChanged
from inventory.keys import AVAILABILITY, ledger_sort

SERVICE_NAME = "inventory"


class LedgerItem(Item, discriminator="ledger"):
    """One time that units came or went, by whom and why."""

    change = Integer()
    available_after = Integer()
    reason = Text()
    actor = Text()  # the admin's user name
    at = Text()


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why units came or went, and who says so."""

    reason: str
    actor: str


class StockStore:
    """Units of SKUs; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, sku: str) -> Stock | None:
        """The stock of a SKU. One consistent read."""
        item = reads.find(SkuItem, SKU.key(sku), stock_sort(), consistent=True)
        return _to_stock(item) if item else None

    def adjust(
        self, before: Stock, after: Stock, occasion: Occasion, *also: Write
    ) -> AlreadyAnswered | StockChanged | None:
        """Write how many units are available now, a line in the ledger and the event, and `also`.

        One transaction of 4 writes; refused when the row is not as `before` any more.
        """
        change = after.available - before.available
        refusals = writes.commit(
            _update(before, after), _entry(after, change, occasion), _event(after, change, occasion), *also
        )
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        for refusal in refusals:
            if isinstance(refusal, StockChanged):
                return refusal
        if refusals:
            raise RuntimeError(f"stock was not adjusted: {refusals!r}")
        return None

    def announce(self, stock: Stock) -> None:
        """Emit that a SKU sold out or came back, unless that has been done. One transaction of 2 writes."""
        event = outbox.emit(
            "StockAvailabilityChanged",
            {"sku": stock.sku, "product_id": stock.product_id, "in_stock": stock.in_stock},
            service=SERVICE_NAME,
            aggregate=AVAILABILITY.key(stock.sku),
            sequence=stock.version,
        )
        writes.commit(event)  # refused: the same change came before


def stock_of(image: Image) -> Stock:
    """The stock in an image of a SKU's row, as the stream brings it."""
    return _to_stock(SkuItem.from_raw_data(dict(image)))


def _update(before: Stock, after: Stock) -> Write:
    return writes.update(
        SkuItem,
        SKU.key(after.sku),
        stock_sort(),
        [SkuItem.available.set(after.available), SkuItem.version.set(after.version)],
        when=SkuItem.version == before.version,
        refused=lambda raw: _changed(before, raw),
    )


def _changed(before: Stock, raw: dict[str, Any] | None) -> StockChanged:
    now = stock_of(raw) if raw else before
    return StockChanged(now.sku, now.available, now.version)


def _entry(after: Stock, change: int, occasion: Occasion) -> Write:
    entry = LedgerItem(
        pk=SKU.key(after.sku),
        sk=ledger_sort(new_id("adj")),
        change=change,
        available_after=after.available,
        reason=occasion.reason,
        actor=occasion.actor,
        at=clock.now(),
    )
    return writes.put_new(entry, refused=lambda _: RuntimeError("two entries with one id"))


def _event(after: Stock, change: int, occasion: Occasion) -> Write:
    return outbox.emit(
        "StockAdjusted",
        {
            "sku": after.sku,
            "product_id": after.product_id,
            "available": after.available,
            "change": change,
            "reason": occasion.reason,
        },
        service=SERVICE_NAME,
        aggregate=SKU.key(after.sku),
        sequence=after.version,
    )


def _to_stock(item: SkuItem) -> Stock:
    return Stock(
        item.sku, item.product_id, item.available, item.reserved, item.sold, item.damaged, item.version
    )
