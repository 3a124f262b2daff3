"""Each event counts once: late, twice, out of order, in any company, and when the answer was lost."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from figures.domain import NAMES, Change, Figures, Period, Row
from figures.reactions import count_figures
from figures.store import EVENTS_MAX, FigureStore
from haat.table.connection import MeteredConnection
from haat.table.meter import meter
from tests.conftest import create_table
from tests.functions.figures.stories import DAYS, Story, reckoned, stories
from tests.support.crash import Killed, die

pytestmark = pytest.mark.usefixtures("table")
ALL_DAYS = Period(date(2026, 1, 1), date(2026, 12, 31))
PAID = Story(1, DAYS[0], "EUR", 500, is_paid=True, cancelled_for=None, declines=(), refunds=())


def deliver(events: list[dict[str, Any]]) -> None:
    """One batch of a queue."""
    records = [
        {"messageId": str(number), "body": json.dumps({"detail": event})}
        for number, event in enumerate(events)
    ]
    assert count_figures.handler({"Records": records}, None) == {"batchItemFailures": []}


@contextmanager
def dying_after_the_write() -> Iterator[None]:
    """The process ends when the table has written and before it hears of it."""
    with pytest.MonkeyPatch.context() as patched:
        dispatch = MeteredConnection.dispatch

        def killed(self: MeteredConnection, operation: str, request: dict[str, Any]) -> Any:
            dispatch(self, operation, request)
            die()

        patched.setattr(MeteredConnection, "dispatch", killed)
        with suppress(Killed):  # nothing is written where all of it was counted before
            yield


def counted() -> dict[tuple[str, str], dict[str, int]]:
    """By day and currency, what there is; without zeros."""
    rows = FigureStore().of(ALL_DAYS)
    return {(row.day, row.currency): _plain(figures) for row, figures in rows}


def _plain(figures: Figures) -> dict[str, int]:
    return {name: getattr(figures, name) for name in NAMES if getattr(figures, name)}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=stories, data=st.data())
def test_counters_are_what_the_orders_add_up_to(orders: list[Story], data: st.DataObject) -> None:
    create_table()
    events = [event for order in orders for event in order.events()]
    again = data.draw(st.lists(st.sampled_from(events), max_size=5)) if events else []
    arriving = data.draw(st.permutations([*events, *again]))
    while arriving:
        size = data.draw(st.integers(1, len(arriving)))
        batch, arriving = arriving[:size], arriving[size:]
        if data.draw(st.booleans()):
            with dying_after_the_write():
                deliver(batch)
        deliver(batch)

    assert counted() == {key: dict(row) for key, row in reckoned(orders).items()}


def test_a_batch_that_was_counted_in_part_counts_the_rest() -> None:
    placed, confirmed = PAID.events()
    deliver([placed])
    deliver([confirmed, placed, confirmed])

    assert counted() == {(DAYS[0], "EUR"): {"checkouts": 1, "orders": 1, "revenue_minor": 500}}


def test_what_was_counted_before_changes_nothing() -> None:
    deliver(list(PAID.events()))
    before = counted()

    deliver(list(PAID.events()))

    assert meter.calls == []  # that wrote anything
    assert counted() == before


def test_a_whole_batch_is_one_transaction_and_more_is_as_few_as_hold_it() -> None:
    changes = [
        Change(f"E#{number}/1", Row(DAYS[0], "EUR"), Figures(orders=1)) for number in range(EVENTS_MAX)
    ]
    meter.reset()
    assert FigureStore().count(changes) == EVENTS_MAX
    assert len(meter.calls) == 1

    more = [
        Change(
            f"F#{number}/1", Row(f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}", "EUR"), Figures(orders=1)
        )
        for number in range(2 * EVENTS_MAX)
    ]
    meter.reset()
    assert FigureStore().count(more) == 2 * EVENTS_MAX
    assert len(meter.calls) == 2
    assert sum(row["orders"] for row in counted().values()) == 3 * EVENTS_MAX
