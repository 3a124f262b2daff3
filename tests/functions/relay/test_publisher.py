"""How a batch gets onto a bus that fails now and then."""

from collections.abc import Sequence

import pytest

from haat.observability import invocation
from relay.domain import Entry, Published, Verdict
from relay.gateway import EventBus
from relay.publisher import BACKOFF_CAP_S, FAILED_CALLS_MAX, Publisher


class FaultyBus(EventBus):
    """A bus that gives these verdicts on an entry, one after the other, and then takes it."""

    def __init__(self, **verdicts: Sequence[Verdict]) -> None:
        self._verdicts = {number: list(given) for number, given in verdicts.items()}
        self.calls: list[list[str]] = []
        self.published: list[str] = []

    def put(self, entries: Sequence[Entry]) -> list[Verdict]:
        self.calls.append([entry.name for entry in entries])
        verdicts = [self._verdict_on(entry) for entry in entries]
        taken = zip(entries, verdicts, strict=True)
        self.published += [entry.name for entry, verdict in taken if verdict is Verdict.PUBLISHED]
        return verdicts

    def _verdict_on(self, entry: Entry) -> Verdict:
        given = self._verdicts.get(entry.name)
        return given.pop(0) if given else Verdict.PUBLISHED


def entries(*names: str) -> list[Entry]:
    """Events whose first letter names their aggregate."""
    at = "2026-11-22T09:30:00Z"
    return [Entry(f"{name[0]}/{name[1]}", at, "haat.shelf", name, "{}") for name in names]


def told(entries: Sequence[Entry]) -> list[str]:
    return [entry.name for entry in entries]


class Pauses(list[float]):
    """The pauses that were asked for, in seconds."""

    def __call__(self, pause_s: float) -> None:
        self.append(pause_s)


def test_what_the_bus_takes_is_published_without_a_pause() -> None:
    bus, pauses = FaultyBus(), Pauses()
    published = Publisher(bus, pauses).publish(entries("a1", "b1", "c1"))
    assert (told(published.taken), published.refused, published.left) == (["a1", "b1", "c1"], (), ())
    assert (bus.calls, pauses) == ([["a1", "b1", "c1"]], [])


def test_an_empty_batch_calls_nobody() -> None:
    bus = FaultyBus()
    assert Publisher(bus).publish([]) == Published((), (), ())
    assert bus.calls == []


def test_only_the_entries_that_failed_are_put_again_after_a_pause() -> None:
    bus, pauses = FaultyBus(b1=[Verdict.AGAIN]), Pauses()
    assert told(Publisher(bus, pauses).publish(entries("a1", "b1", "c1")).taken) == ["a1", "b1", "c1"]
    assert bus.calls == [["a1", "b1", "c1"], ["b1"]]
    assert len(pauses) == 1
    assert 0 <= pauses[0] <= BACKOFF_CAP_S


def test_an_event_waits_until_the_one_before_it_of_its_aggregate_is_on_the_bus() -> None:
    bus = FaultyBus(a1=[Verdict.AGAIN, Verdict.AGAIN])
    assert Publisher(bus, Pauses()).publish(entries("a1", "a2", "b1", "a3")).left == ()
    assert bus.published == ["b1", "a1", "a2", "a3"]


def test_after_a_few_failures_the_events_that_are_not_on_the_bus_are_left_in_their_order() -> None:
    bus, pauses = FaultyBus(b1=[Verdict.AGAIN] * 100), Pauses()
    published = Publisher(bus, pauses).publish(entries("a1", "b1", "b2", "c1"))
    assert (told(published.taken), told(published.left)) == (["a1", "c1"], ["b1", "b2"])
    assert bus.published == ["a1", "c1"]
    assert len(bus.calls) == FAILED_CALLS_MAX
    assert len(pauses) == FAILED_CALLS_MAX - 1


def test_an_event_that_can_never_be_published_does_not_hold_up_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bus = FaultyBus(a1=[Verdict.NEVER])
    with invocation("relay", "publish_events", "req_1") as this:
        published = Publisher(bus).publish(entries("a1", "a2", "b1"))
    assert (told(published.refused), published.left) == (["a1"], ())
    assert bus.published == ["b1", "a2"]
    assert this.counts == {"EventsUnpublishable": 1}
    (line,) = caplog.records
    assert (line.levelname, line.__dict__["event_id"]) == ("ERROR", "a/1")


def test_a_fault_of_the_call_itself_is_raised() -> None:
    class NoBus(EventBus):
        def put(self, entries: Sequence[Entry]) -> list[Verdict]:
            raise PermissionError("not yours")

    with pytest.raises(PermissionError):
        Publisher(NoBus()).publish(entries("a1"))
