"""Shards of hot SKUs in the table, and the rows that are closed."""

from collections.abc import Iterator, Sequence
from typing import Any

from haat.table import reads, writes
from haat.table.sku import SkuItem, has_offer_of, has_places_of, offer_in, stock_key
from haat.table.writes import Write
from inventory.domain.sharding import Spread, home_of
from inventory.domain.stock import Movement, Row, Stock
from inventory.keys import ALL, STRAYS, stray_of
from inventory.store import ledger, rows
from inventory.store.ledger import Occasion
from inventory.store.stocks import new_row

HOMECOMERS_MAX = 20  # rows brought home in one transaction: others write to them as well
STRAYS_MAX = 100  # rows that one query brings
PAGES_MAX = 20  # in one run


class ShardStore:
    """Spread SKUs; each method is one row of ACCESS_PATTERNS.md."""

    def close(self, sku: str, place: str) -> None:
        """Have a row sell no more. One write, whatever buyers do meanwhile, and the same if repeated."""
        closing = [SkuItem.closed.set(True), *rows.marks(sku, place)]
        writes.commit(rows.change(sku, place, closing, when=SkuItem.pk.exists(), refused=lambda _: "absent"))

    def lay(self, stock: Stock, step: Spread, occasion: Occasion, *also: Write) -> bool:
        """Write a new layout: the head's places, rows that open, units that move, a line in the ledger.

        One read and one transaction of at most 66 writes and `also`. False: something was not as in `stock`.
        """
        head = reads.find(SkuItem, *stock_key(stock.sku), consistent=True)
        if head is None or (head.places or (), head.former_places or ()) != (
            stock.places,
            stock.former_places,
        ):
            return False
        moves = [Movement(place, available=change) for place, change in step.moves.items()]
        opened = [_opened(head, stock, place, step.moves.get(place, 0)) for place in step.opening]
        shifted = [
            rows.shift(move, stock.sku)
            for move in moves
            if move.place not in step.opening and not rows.is_head(move.place)
        ]
        line = [ledger.entry(stock.sku, moves, occasion)] if moves else []
        return not writes.commit(_laid(head, step), *opened, *shifted, *line, *also)

    def bring_home(self, strays: Sequence[Row], occasion: Occasion) -> bool:
        """Move what closed rows of one SKU and warehouse have to the warehouse's row.

        One transaction of the first 20 rows, their home and a line in the ledger. False: they have moved.
        """
        leaving = strays[:HOMECOMERS_MAX]
        sku, home = leaving[0].sku, home_of(leaving[0].place)
        moves = [Movement(row.place, available=-row.available) for row in leaving]
        moves.append(Movement(home, available=sum(row.available for row in leaving)))
        line = ledger.entry(sku, moves, occasion)
        return not writes.commit(*(rows.shift(move, sku) for move in moves), line)

    def strays(self) -> Iterator[tuple[str, str]]:
        """SKU and place of rows that closed or got units back. A query per 100, eventually consistent."""
        after: dict[str, Any] | None = None
        for _ in range(PAGES_MAX):
            page = reads.page(SkuItem, STRAYS.key(ALL), limit=STRAYS_MAX, after=after, by_index=True)
            yield from (stray_of(item.gsi1sk) for item in page.items if item.gsi1sk)
            after = page.last_key
            if after is None:
                return

    def unmark(self, sku: str, place: str) -> None:
        """Look no longer after a row that is open, or that has nothing left and awaits nothing."""
        empty = (SkuItem.available == 0) & (SkuItem.reserved == 0)
        actions = [SkuItem.gsi1pk.remove(), SkuItem.gsi1sk.remove()]
        when = SkuItem.pk.exists() & (SkuItem.closed.does_not_exist() | empty)
        writes.commit(rows.change(sku, place, actions, when=when, refused=lambda _: "units are to come"))


def _laid(head: SkuItem, step: Spread) -> Write:
    """The head with other places, and what it gains or loses itself, if its offer is what the others get."""
    gained = step.moves.get(head.place, 0)
    actions = [
        SkuItem.places.set(step.places) if step.places else SkuItem.places.remove(),
        SkuItem.former_places.set(step.former_places)
        if step.former_places
        else SkuItem.former_places.remove(),
    ]
    unchanged = has_places_of(head) & has_offer_of(head)
    if gained:
        actions.append(SkuItem.available.set(SkuItem.available + gained))
    if gained < 0:
        unchanged &= SkuItem.available >= -gained
    return rows.change(head.sku, head.place, actions, when=unchanged, refused=lambda _: "it has changed")


def _opened(head: SkuItem, stock: Stock, place: str, gained: int) -> Write:
    """A new row, or one that was closed, with the head's offer."""
    before = stock.at(place)
    if before is None:
        row = Row(stock.sku, stock.product_id, gained, 0, 0, 0, version=1, place=place)
        return writes.put_new(new_row(head, row), refused=lambda _: "it is there")
    watched = rows.watching(head.reorder_at)
    offer = [
        getattr(SkuItem, name).remove() if value is None else getattr(SkuItem, name).set(value)
        for name, value in offer_in(head).items()
    ]
    units = [SkuItem.available.set(SkuItem.available + gained)]
    fitting = SkuItem.closed.is_in(True) & (SkuItem.available >= max(0, -gained))
    return rows.change(
        stock.sku,
        place,
        [*offer, *units, watched, SkuItem.closed.remove()],
        when=fitting,
        refused=lambda _: "it has changed",
    )
