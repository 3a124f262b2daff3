"""Who watches which SKU, in the table, and what they are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from haat.events import outbox
from haat.table import reads, writes
from haat.table.writes import Write
from wishlists.keys import FANOUT, WATCH, WISH, watcher_sort
from wishlists.store import items
from wishlists.store.items import WatchedItem, WatcherItem
from wishlists.watching import Back, Change, Priced, Watcher

SERVICE_NAME = "wishlists"
Position = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Some who watch a SKU, and where they go on (None: those were all)."""

    watchers: list[Watcher]
    last_key: Position | None


class WatchStore:
    """Watches of SKUs; each method is one row of ACCESS_PATTERNS.md."""

    def watched(self, skus: Iterable[str]) -> set[str]:
        """Those of some SKUs that anybody watches. One consistent batch for each hundred."""
        keys = {items.watched_key(sku): sku for sku in skus}
        return {keys[key] for key in reads.find_many(list(keys), consistent=True)}

    def note_stock(self, sku: str, sequence: int) -> bool:
        """Note a change of a watched SKU's stock; False: a later one is known. One write."""
        fresh = WatchedItem.stock_sequence.does_not_exist() | (WatchedItem.stock_sequence <= sequence)
        return self._note(sku, WatchedItem.stock_sequence.set(sequence), fresh)

    def note_price(self, sku: str, sequence: int) -> bool:
        """Note a version of a watched SKU's product; False: a later one is known. One write."""
        fresh = WatchedItem.price_sequence.does_not_exist() | (WatchedItem.price_sequence <= sequence)
        return self._note(sku, WatchedItem.price_sequence.set(sequence), fresh)

    def page(self, sku: str, *, limit: int, after: Position | None) -> Page:
        """Some who watch a SKU, and some who did. One consistent query."""
        by_customer = WatcherItem.sk.startswith(watcher_sort())
        page = reads.page(
            WatcherItem, WATCH.key(sku), limit=limit, after=after, where=by_customer, consistent=True
        )
        return Page([items.to_watcher(item) for item in page.items], page.last_key)

    def tell(self, before: Watcher, after: Watcher, change: Change) -> None:
        """Note that a watcher knows of a change, with the event if it is one to tell of. One transaction.

        Whoever was faster has told the same, so a refusal is success.
        """
        pending = [_noted(before, after, change.sku)]
        if after.told > before.told:
            pending.append(_event(before, after, change))
        writes.commit(*pending)

    def carry_on(self, change: Change, page: int, after: Position) -> None:
        """Leave the next watchers to another invocation, once for each page. One transaction."""
        kind = "back" if isinstance(change, Back) else "priced"
        data = {"kind": kind, "change": change, "page": page, "after": msgspec.json.encode(after).decode()}
        aggregate = FANOUT.key(change.event_id, change.sku)
        writes.commit(
            outbox.emit("WatchersDue", data, service=SERVICE_NAME, aggregate=aggregate, sequence=page)
        )

    def _note(self, sku: str, action: Any, fresh: Any) -> bool:
        when = WatchedItem.pk.exists() & fresh
        pk, sk = items.watched_key(sku)
        return not writes.commit(
            writes.update(WatchedItem, pk, sk, [action], when=when, refused=lambda _: False)
        )


def _noted(before: Watcher, after: Watcher, sku: str) -> Write:
    as_read = (
        (WatcherItem.since == before.since)
        & (WatcherItem.price == before.price)
        & _number(WatcherItem.price_sequence, before.price_sequence)
        & _number(WatcherItem.stock_sequence, before.stock_sequence)
        & _number(WatcherItem.told, before.told)
    )
    actions = [
        WatcherItem.price.set(after.price),
        WatcherItem.price_sequence.set(after.price_sequence),
        WatcherItem.stock_sequence.set(after.stock_sequence),
        WatcherItem.told.set(after.told),
    ]
    sort = watcher_sort(before.customer_id)
    return writes.update(
        WatcherItem, WATCH.key(sku), sort, actions, when=as_read, refused=lambda _: "told before"
    )


def _number(attribute: Any, value: int) -> Any:
    return attribute == value if value else attribute.does_not_exist() | (attribute == 0)


def _event(before: Watcher, after: Watcher, change: Change) -> Write:
    data: dict[str, object] = {
        "customer_id": after.customer_id,
        "email": after.email,
        "sku": change.sku,
        "product_id": change.product_id,
    }
    if isinstance(change, Priced):
        data |= {"before": before.price, "after": change.price}
    return outbox.emit(
        "WishlistItemPriceDropped" if isinstance(change, Priced) else "WishlistItemBackInStock",
        data,
        service=SERVICE_NAME,
        aggregate=WISH.key(after.customer_id, change.sku),
        sequence=after.told,
    )
