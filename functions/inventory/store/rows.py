"""Rows of SKUs: reading them, and the writes that move units of one row. No endpoint calls these."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pynamodb.expressions.condition import Condition

from haat.events.stream import Image
from haat.keys import MAIN_WAREHOUSE
from haat.table import reads, writes
from haat.table.item import Integer, Item
from haat.table.sku import SkuItem, stock_key
from haat.table.writes import Write
from inventory.domain.stock import Movement, RanShort, Row, Stock, StockInconsistent
from inventory.keys import ALL, STRAYS, stray_sort

Found = Mapping[tuple[str, str], Item]


def read(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Item]:
    """Rows as they are now. One round trip for each 100."""
    return reads.find_many(list(keys), consistent=True)


def head_in(found: Found, sku: str) -> SkuItem | None:
    """The head row of a SKU."""
    head = found.get(stock_key(sku))
    return head if isinstance(head, SkuItem) else None


def stock_in(found: Found, sku: str) -> Stock | None:
    """The stock of a SKU; None if nothing is known of it. All of its rows must have been read."""
    head = head_in(found, sku)
    if head is None:
        return None
    others = [found.get(stock_key(sku, place)) for place in head.other_places]
    rows = [to_row(item) for item in (head, *others) if isinstance(item, SkuItem)]
    return Stock(tuple(rows), head.places or (), head.former_places or (), head.reorder_at)


def to_row(item: SkuItem) -> Row:
    """A row as the domain knows it."""
    return Row(
        sku=item.sku,
        product_id=item.product_id,
        available=item.available,
        reserved=item.reserved,
        sold=item.sold,
        damaged=item.damaged,
        version=item.version,
        place=item.place,
        closed=bool(item.closed),
        adjustments=item.adjustments,
    )


def row_of(image: Image) -> SkuItem:
    """The row in an image, as the stream brings it."""
    return SkuItem.from_raw_data(dict(image))


def change(
    sku: str,
    place: str,
    actions: Sequence[Any],
    when: Condition,
    refused: Callable[[dict[str, Any] | None], object],
) -> Write:
    """A change of one row, which counts it."""
    pk, sk = stock_key(sku, place)
    return writes.update(SkuItem, pk, sk, [*actions, SkuItem.version.add(1)], when=when, refused=refused)


def take(sku: str, place: str, quantity: int) -> Write:
    """Available → reserved at an open row; refused as RanShort. Prices are not looked at."""
    return change(
        sku,
        place,
        moving(quantity, SkuItem.available, SkuItem.reserved),
        when=SkuItem.closed.does_not_exist() & (SkuItem.available >= quantity),
        refused=lambda _: RanShort(sku, place),
    )


def move(sku: str, place: str, quantity: int, source: Integer, target: Integer) -> Write:
    """Units from one counter of a row to another; refused as StockInconsistent.

    Units that come back to a shard mark it: if it is closed by now, they are to be brought home.
    """
    comes_back = target is SkuItem.available and source is not SkuItem.reserved and "/" in place
    return change(
        sku,
        place,
        [*moving(quantity, source, target), *(marks(sku, place) if comes_back else [])],
        when=source >= quantity,
        refused=lambda raw: StockInconsistent(f"{quantity} of {sku} are not {source.attr_name}: {raw}"),
    )


def come_back(sku: str, place: str, *, restocked: int, damaged: int) -> Write:
    """Sold units of a row that are here again, as good as new or not; refused as StockInconsistent.

    Units that come back to a shard mark it: if it is closed by now, they are to be brought home.
    """
    quantity = restocked + damaged
    actions = [
        SkuItem.sold.set(SkuItem.sold - quantity),
        SkuItem.available.set(SkuItem.available + restocked),
        SkuItem.damaged.set(SkuItem.damaged + damaged),
    ]
    return change(
        sku,
        place,
        [*actions, *(marks(sku, place) if restocked and "/" in place else [])],
        when=SkuItem.sold >= quantity,
        refused=lambda raw: StockInconsistent(f"{quantity} of {sku} are not sold: {raw}"),
    )


def shift(movement: Movement, sku: str) -> Write:
    """Available units that a row gains or loses to another one; refused as RanShort."""
    gained = movement.available
    enough = SkuItem.available >= -gained if gained < 0 else SkuItem.pk.exists()
    return change(
        sku,
        movement.place,
        [SkuItem.available.set(SkuItem.available + gained)],
        when=enough,
        refused=lambda _: RanShort(sku, movement.place),
    )


def marks(sku: str, place: str) -> list[Any]:
    """What puts a row among the strays, where the clock looks after it."""
    return [SkuItem.gsi1pk.set(STRAYS.key(ALL)), SkuItem.gsi1sk.set(stray_sort(sku, place))]


def moving(quantity: int, source: Integer, target: Integer) -> list[Any]:
    """The actions that move units from one counter of a row to another."""
    return [source.set(source - quantity), target.set(target + quantity)]


def watching(reorder_at: int | None) -> Any:
    """The action that notes at how many units left more should be ordered; None: at none."""
    return SkuItem.reorder_at.remove() if reorder_at is None else SkuItem.reorder_at.set(reorder_at)


def is_head(place: str) -> bool:
    return place == MAIN_WAREHOUSE
