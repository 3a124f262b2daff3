"""The stock of SKUs in the table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from haat.events import outbox
from haat.faults import Transient
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.sku import SkuItem, has_offer_of, has_places_of, offer_in, stock_key
from haat.table.writes import Write
from inventory.domain.adjusting import StockChanged
from inventory.domain.stock import Movement, Row, Stock
from inventory.domain.telling import News, Told
from inventory.keys import AVAILABILITY, TOLD_SORT
from inventory.store import adjustments, ledger, rows
from inventory.store.ledger import SERVICE_NAME, Occasion
from inventory.store.told import ToldItem, to_item, to_told

SETTLED_ATTEMPTS = 5
NEWS_AT_ONCE_MAX = writes.ACTIONS_MAX // (1 + outbox.ACTIONS)  # SKUs of one transaction


class StockUnsettled(Transient):
    """Units kept moving while they were counted."""


class StockStore:
    """Units of SKUs; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, sku: str) -> Stock | None:
        """The stock of a SKU. One round trip, a second one if it has more rows than its head."""
        return self.find_many([sku]).get(sku)

    def find_many(self, skus: Iterable[str], hints: Mapping[str, tuple[str, ...]] = {}) -> dict[str, Stock]:
        """The stock of SKUs that there are. One round trip if `hints` name all places beside the heads."""
        wanted = list(dict.fromkeys(skus))
        hinted = [stock_key(sku, place) for sku in wanted for place in hints.get(sku, ())]
        found = rows.read([*(stock_key(sku) for sku in wanted), *hinted])
        heads = [(sku, head) for sku in wanted if (head := rows.head_in(found, sku))]
        others = [stock_key(sku, place) for sku, head in heads for place in head.other_places]
        found |= rows.read(key for key in others if key not in found)
        return {sku: stock for sku in wanted if (stock := rows.stock_in(found, sku))}

    def find_settled(self, skus: Iterable[str]) -> dict[str, Stock]:
        """The stock of SKUs as it was at one moment: a unit that moves between rows is seen once.

        Reads until two reads agree; one is enough where there is only a head. Raises: StockUnsettled.
        """
        seen = self.find_many(skus)
        for _ in range(SETTLED_ATTEMPTS):
            scattered = [sku for sku, stock in seen.items() if len(stock.rows) > 1]
            again = self.find_many(scattered) if scattered else {}
            if all(again[sku].version == seen[sku].version for sku in again):
                return seen
            seen |= again
        raise StockUnsettled(", ".join(seen))

    def adjust(
        self, stock: Stock, after: Row, occasion: Occasion, *also: Write
    ) -> AlreadyAnswered | StockChanged | None:
        """Write how many units there are now at one place, a line in the ledger and the event, and `also`.

        One transaction of 3 writes, 4 and one more read where it is the SKU's first row there; refused when
        the row is not as in `stock` any more.
        """
        before = stock.at(after.place)
        if before is None:
            return self._open(stock, after, occasion, adjustments.event(None, after, occasion), *also)
        changes = adjustments.written(before, after, occasion, lambda raw: _changed(stock, raw))
        return _outcome(stock, writes.commit(*changes, *also))

    def watch(
        self, stock: Stock, reorder_at: int | None, *also: Write
    ) -> AlreadyAnswered | StockChanged | None:
        """Write at how many units left more should be ordered, into every open row of a SKU, and `also`."""
        pending = [_watching(stock, place, reorder_at) for place in (stock.rows[0].place, *stock.places)]
        return _outcome(stock, writes.commit(*pending, *also))

    def told(self, skus: Iterable[str]) -> dict[str, Told]:
        """What the others know of SKUs. One consistent read for each 100."""
        keys = {sku: (AVAILABILITY.key(sku), TOLD_SORT) for sku in skus}
        found = reads.find_many(list(keys.values()), consistent=True)
        items = {sku: found.get(key) for sku, key in keys.items()}
        return {sku: to_told(item) if isinstance(item, ToldItem) else Told() for sku, item in items.items()}

    def tell(self, news: Sequence[News]) -> bool:
        """Note what is told now of up to 33 SKUs, with their events. One transaction.

        False: somebody else has told of one of them first, and nothing is noted.
        """
        noted = [to_item(one.stock.sku, one.told) for one in news]
        events = [_telling(one.stock, one.told, one.event) for one in news]
        return not writes.commit(*noted, *events)

    def _open(
        self, stock: Stock, after: Row, occasion: Occasion, *told: Write
    ) -> AlreadyAnswered | StockChanged | None:
        """Write the first row of a SKU at another warehouse, which the head names from then on."""
        head = reads.find(SkuItem, *stock_key(stock.sku), consistent=True)
        if head is None:
            raise LookupError(f"{stock.sku} has no head")
        row = new_row(head, after)
        opened = writes.put_new(row, refused=lambda _: _changed(stock, None))
        named = rows.change(
            stock.sku,
            head.place,
            [SkuItem.places.set((*(head.places or ()), after.place))],
            when=has_places_of(head) & has_offer_of(head),
            refused=lambda _: _changed(stock, None),
        )
        moves = [Movement(after.place, after.available, after.reserved, after.sold, after.damaged)]
        return _outcome(stock, writes.commit(opened, named, ledger.entry(stock.sku, moves, occasion), *told))


def new_row(head: SkuItem, row: Row) -> SkuItem:
    """The item of a row that is new, with the offer of its SKU."""
    pk, sk = stock_key(row.sku, row.place)
    return SkuItem(
        pk=pk,
        sk=sk,
        sku=row.sku,
        available=row.available,
        reserved=row.reserved,
        sold=row.sold,
        damaged=row.damaged,
        version=row.version,
        adjustments=row.adjustments,
        reorder_at=head.reorder_at,
        **offer_in(head),
    )


def _watching(stock: Stock, place: str, reorder_at: int | None) -> Write:
    exists = SkuItem.pk.exists()
    if rows.is_head(place):
        exists &= SkuItem.places == stock.places if stock.places else SkuItem.places.does_not_exist()
    return rows.change(
        stock.sku, place, [rows.watching(reorder_at)], when=exists, refused=lambda _: _changed(stock, None)
    )


def _changed(stock: Stock, raw: dict[str, Any] | None) -> StockChanged:
    """What there is now, as far as the row that stood in the way tells."""
    now = rows.to_row(rows.row_of(raw)) if raw else None
    before = stock.at(now.place) if now else None
    if now is None or before is None:
        return StockChanged(stock.sku, stock.available, stock.version)
    available = stock.available + now.available - before.available
    return StockChanged(stock.sku, available, stock.version + now.version - before.version)


def _outcome(stock: Stock, refusals: list[object]) -> AlreadyAnswered | StockChanged | None:
    if AlreadyAnswered() in refusals:
        return AlreadyAnswered()
    for refusal in refusals:
        if isinstance(refusal, StockChanged):
            return refusal
    if refusals:
        raise RuntimeError(f"stock of {stock.sku} was not changed: {refusals!r}")
    return None


def _telling(stock: Stock, told: Told, event: str) -> Write:
    data: dict[str, object] = {"sku": stock.sku, "product_id": stock.product_id}
    if event == "StockAvailabilityChanged":
        data |= {"in_stock": stock.in_stock}
    else:
        data |= {"available": stock.available, "reorder_at": stock.reorder_at}
    aggregate = AVAILABILITY.key(stock.sku)
    return outbox.emit(event, data, service=SERVICE_NAME, aggregate=aggregate, sequence=told.events)
