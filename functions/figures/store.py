"""Counters of days, and what is low, in the table.

At 10,000 checkouts a minute four events of each are 670 a second, which no row takes one by one. So an
invocation counts its whole batch by one transaction: a marker for each event, which lets it count once, and
one addition for each row. That is 14 transactions a second at 50 events each, and a row that is met by
another one is tried again. Shards would be the next step: whoever reads adds rows up anyway.
"""

from collections.abc import Iterator, Sequence

from figures.domain import NAMES, Change, Figures, LowStock, Period, Row, summed
from figures.keys import ALL, DAYS, FIGURES, LOW_NOW, LOW_SORT, LOW_STOCK, day_sort
from haat.table import markers, reads, writes
from haat.table.item import Document, Integer, Item
from haat.table.markers import AlreadyApplied
from haat.table.writes import Write

CONSUMER = "figures"
EVENTS_MAX = writes.ACTIONS_MAX // 2  # of a transaction: a marker for each, and a row for each at most
ROWS_MAX = 1000  # of one query
LOW_MAX = 1000  # SKUs that are counted: 300 KB of one query


class DayItem(Item, discriminator="figures"):
    """The counters of one day and currency."""

    checkouts = Integer(default=0)
    orders = Integer(default=0)
    revenue_minor = Integer(default=0)
    expired = Integer(default=0)
    cancelled = Integer(default=0)
    declines = Integer(default=0)
    refunds = Integer(default=0)
    refunded_minor = Integer(default=0)
    failed_refunds = Integer(default=0)
    failed_refunds_minor = Integer(default=0)


class FigureStore:
    """Figures; each method is one row of ACCESS_PATTERNS.md."""

    def count(self, changes: Sequence[Change]) -> int:
        """Add what was not added before, and say of how many events that was.

        One transaction for each 50 events, another one if some of them were counted before.
        """
        once = list({change.event_id: change for change in changes}.values())
        parts = (once[start : start + EVENTS_MAX] for start in range(0, len(once), EVENTS_MAX))
        return sum(_count(part) for part in parts)

    def of(self, period: Period) -> Iterator[tuple[Row, Figures]]:
        """The rows of some days, in their order. One consistent query, about 15 KB for a quarter."""
        first, last = period.first.isoformat(), f"{period.last.isoformat()}~"
        where = DayItem.sk.between(first, last)
        after = None
        while True:
            page = reads.page(
                DayItem, FIGURES.key(DAYS), limit=ROWS_MAX, after=after, where=where, consistent=True
            )
            yield from map(_row, page.items)
            after = page.last_key
            if after is None:
                return


class LowStockItem(Item, discriminator="low_stock"):
    """What was told last of one SKU, `version` being the event's sequence. In the index while it is low."""

    low: Document[LowStock | None] = Document(LowStock, null=True)  # None: it is not any more


class LowStockStore:
    """SKUs that are low; each method is one row of ACCESS_PATTERNS.md."""

    def add(self, low: LowStock, *, sequence: int) -> None:
        """List a SKU as an event tells, unless a later one is known. One write."""
        item = LowStockItem(
            pk=LOW_STOCK.key(low.sku),
            sk=LOW_SORT,
            gsi1pk=LOW_NOW.key(ALL),
            gsi1sk=low.sku,
            low=low,
            version=sequence,
        )
        _note(item)

    def drop(self, sku: str, *, sequence: int) -> None:
        """List a SKU no more, unless a later event is known. One write.

        Its row stays: by it an older event that comes late is known to be one.
        """
        _note(LowStockItem(pk=LOW_STOCK.key(sku), sk=LOW_SORT, version=sequence))

    def first(self) -> list[LowStock]:
        """SKUs that are low in their order, 1000 at most. One query, eventually consistent."""
        page = reads.page(LowStockItem, LOW_NOW.key(ALL), limit=LOW_MAX, after=None, by_index=True)
        return [item.low for item in page.items if item.low]


def _note(item: LowStockItem) -> None:
    not_later = LowStockItem.pk.does_not_exist() | (LowStockItem.version < item.version)
    writes.commit(writes.put(item, when=not_later, refused=lambda _: None))


def _count(changes: list[Change]) -> int:
    """Each refusal names an event that was counted before, so the loop ends."""
    while changes:
        once = [markers.once(CONSUMER, change.event_id) for change in changes]
        refusals = writes.commit(*once, *_additions(changes))
        if not refusals:
            break
        known = {refusal.what for refusal in refusals if isinstance(refusal, AlreadyApplied)}
        changes = [change for change in changes if markers.what_of(CONSUMER, change.event_id) not in known]
    return len(changes)


def _additions(changes: list[Change]) -> Iterator[Write]:
    for row, figures in summed(changes).items():
        added = [(name, getattr(figures, name)) for name in NAMES if getattr(figures, name)]
        yield writes.update(
            DayItem,
            FIGURES.key(DAYS),
            day_sort(row.day, row.currency),
            [DayItem.kind.set(DayItem), *(getattr(DayItem, name).add(value) for name, value in added)],
            when=None,
            refused=lambda _: None,
        )


def _row(item: DayItem) -> tuple[Row, Figures]:
    day, _, currency = item.sk.partition("#")
    return Row(day, currency), Figures(*(getattr(item, name) for name in NAMES))
