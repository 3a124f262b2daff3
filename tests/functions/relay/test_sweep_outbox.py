"""What the stream did not bring is published all the same."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from haat import clock
from haat.events import pointers
from haat.events.pointers import PARTITIONS, PointerItem
from haat.table import writes
from haat.table.meter import meter
from relay import sweeping
from relay.domain import LATE_S
from relay.tasks.sweep_outbox import handler
from tests.functions.relay.support import emit, parked, waiting
from tests.support.wire import Wire, answered, refused, unreachable

NOW_S = 1_795_339_800
DAY_S = 24 * 3600


@pytest.fixture(autouse=True)
def time(bus: Wire) -> Iterator[list[int]]:
    """The time, which a test may change."""
    now = [NOW_S]
    with clock.set_to(lambda: now[0]):
        yield now


def sweep(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Run once; the metrics of the run."""
    handler({}, None)
    metrics: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return metrics


def published(bus: Wire) -> list[str]:
    entries = [entry for body in bus.bodies("PutEvents") for entry in body["Entries"]]
    return [json.loads(entry["Detail"])["id"] for entry in entries]


def test_an_event_that_is_a_minute_late_is_published_once(
    bus: Wire, time: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    emit("ord_1")
    time[0] += 61
    assert sweep(capsys)["EventsSwept"] == [1]
    assert sweep(capsys)["EventsSwept"] == [0]
    assert (published(bus), waiting()) == (["ORDER#ord_1/1"], [])


def test_an_event_that_the_stream_may_still_bring_is_left_to_it(
    bus: Wire, time: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    emit("ord_1")
    time[0] += 60
    assert sweep(capsys)["EventsSwept"] == [0]
    assert (published(bus), waiting()) == ([], ["ORDER#ord_1/1"])


def test_an_event_whose_stream_batch_is_gone_for_ever_is_delivered(
    bus: Wire, time: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    """The bus is away longer than the stream keeps records: nobody ever hands them to relay again."""
    for number in range(30):
        emit(f"ord_{number}")
    time[0] += 3 * DAY_S
    bus.next("PutEvents", *[unreachable] * 4)
    assert sweep(capsys)["EventsSwept"] == [0]
    assert len(waiting()) == 30
    assert sweep(capsys)["EventsSwept"] == [30]
    assert (len(set(published(bus))), waiting()) == (30, [])


def test_nothing_to_sweep_takes_a_query_for_each_partition(bus: Wire) -> None:
    handler({}, None)
    assert meter.calls == ["dynamodb.Query"] * PARTITIONS


def test_the_events_of_an_aggregate_are_published_in_their_order(
    bus: Wire, time: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    for sequence in (2, 9, 10, 1):
        emit("ord_1", sequence)
    time[0] += LATE_S + 1
    sweep(capsys)
    assert published(bus) == [f"ORDER#ord_1/{number}" for number in (1, 2, 9, 10)]


def test_a_run_ends_at_a_bound_and_the_next_goes_on(
    bus: Wire, time: list[int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relay.store.PAGE", 2)
    monkeypatch.setattr(sweeping, "PAGES_MAX", 2)
    for sequence in range(1, 7):
        emit("ord_1", sequence)
    time[0] += LATE_S + 1
    assert [sweep(capsys)["EventsSwept"] for _ in range(3)] == [[4], [2], [0]]


def test_a_bus_that_stays_away_ends_the_run_and_nothing_is_forgotten(
    bus: Wire, time: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(20):
        emit(f"ord_{number}")
    time[0] += LATE_S + 1
    bus.next("PutEvents", *[refused("ThrottlingException")] * 100)
    sweep(capsys)
    assert len(bus.bodies("PutEvents")) == 4
    assert len(waiting()) == 20


def test_an_event_the_bus_refuses_for_good_is_counted_parked_and_never_tried_again(
    bus: Wire, time: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    emit("ord_1")
    time[0] += LATE_S + 1
    bus.next("PutEvents", answered({"FailedEntryCount": 1, "Entries": [{"ErrorCode": "MalformedDetail"}]}))
    metrics = sweep(capsys)
    assert (metrics["EventsUnpublishable"], metrics["EventsSwept"]) == ([1], [0])
    assert "EventsUnpublishable" not in sweep(capsys)
    assert (waiting(), parked(), len(bus.bodies("PutEvents"))) == ([], ["ORDER#ord_1/1"], 1)


def test_a_pointer_without_its_event_is_parked_and_counted(
    bus: Wire, time: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    pk, sk = pointers.key_of("ORDER#ord_of_nobody/1", clock.now())
    writes.commit(writes.put(PointerItem(pk=pk, sk=sk), when=None, refused=lambda _: None))
    time[0] += LATE_S + 1
    assert sweep(capsys)["EventsUnpublishable"] == [1]
    assert (waiting(), parked()) == ([], ["ORDER#ord_of_nobody/1"])
