"""Counters of days in the table.

At 10,000 checkouts a minute four events of each are 670 a second, which no row takes one by one. So an
invocation counts its whole batch by one transaction: a marker for each event, which lets it count once, and
one addition for each row. That is 14 transactions a second at 50 events each, and a row that is met by
another one is tried again. Shards would be the next step: whoever reads adds rows up anyway.
"""

from collections.abc import Iterator, Sequence

from figures.domain import NAMES, Change, Figures, Period, Row, summed
from figures.keys import DAYS, FIGURES, day_sort
from haat.table import markers, reads, writes
from haat.table.item import Integer, Item
from haat.table.markers import AlreadyApplied
from haat.table.writes import Write

CONSUMER = "figures"
EVENTS_MAX = writes.ACTIONS_MAX // 2  # of a transaction: a marker for each, and a row for each at most
ROWS_MAX = 1000  # of one query


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
