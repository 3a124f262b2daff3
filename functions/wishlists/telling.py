"""Tells everybody who watches a SKU, in bounded batches: each invocation leaves the rest to the next."""

from collections.abc import Sequence

from wishlists.store.watches import Position, WatchStore
from wishlists.watching import Back, Change

WATCHERS_AT_ONCE = 100  # each may be a transaction, of 25 ms


class Teller:
    """Tells watchers of changes, each at most once."""

    def __init__(self) -> None:
        self._watches = WatchStore()

    def hear(self, changes: Sequence[Change], sold_out: dict[str, int]) -> None:
        """News of SKUs, most of which nobody watches. `sold_out`: sequence of the change by SKU."""
        watched = self._watches.watched({*(change.sku for change in changes), *sold_out})
        for sku, sequence in sold_out.items():
            if sku in watched:
                self._watches.note_stock(sku, sequence)
        for change in changes:
            if change.sku in watched and self._is_fresh(change):
                self.tell(change)

    def tell(self, change: Change, *, page: int = 1, after: Position | None = None) -> None:
        """Tell the watchers of one page, and have somebody go on if there are more."""
        read = self._watches.page(change.sku, limit=WATCHERS_AT_ONCE, after=after)
        for watcher in read.watchers:
            news = watcher.after(change)
            if news is not watcher:
                self._watches.tell(watcher, news, change)
        if read.last_key:
            self._watches.carry_on(change, page + 1, read.last_key)

    def _is_fresh(self, change: Change) -> bool:
        note = self._watches.note_stock if isinstance(change, Back) else self._watches.note_price
        return note(change.sku, change.sequence)
