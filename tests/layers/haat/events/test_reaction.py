"""Reactions: a batch of messages, each of which may fail alone."""

import json
from typing import Any

import msgspec
import pytest

from haat import manifest
from haat.events.envelope import Event
from haat.events.reaction import BatchHandler, ReactionHandler, batch_reaction, reaction

DUST = manifest.reaction("ShelfFilled", "shelf.reactions.dust")


class Filled(msgspec.Struct):
    """What the consumer reads of the event."""

    units: int


def message(number: int, data: object = None) -> dict[str, Any]:
    """A message of the queue, as EventBridge puts it there."""
    detail = {
        "id": f"SHELF#{number}/1",
        "name": "ShelfFilled",
        "version": 1,
        "sequence": 1,
        "occurred_at": "2026-11-22T12:00:00Z",
        "data": {"units": number, "more": "than is read"} if data is None else data,
        "more": "than the envelope",
    }
    return {"messageId": f"m{number}", "body": json.dumps({"detail-type": "ShelfFilled", "detail": detail})}


def batch(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"Records": list(messages)}


def failures(*names: str) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": name} for name in names]}


def dusting(seen: list[Event[Filled]]) -> ReactionHandler[[Event[Filled]], None]:
    """A reaction that keeps what it was given and fails at 2 units."""

    @reaction(DUST)
    def handler(event: Event[Filled]) -> None:
        seen.append(event)
        if event.data.units == 2:
            raise RuntimeError("two is never right")

    return handler


def dusting_all(seen: list[int], *, failing: bool = False) -> BatchHandler[[list[Event[Filled]]], None]:
    """The same for batches."""

    @batch_reaction(DUST)
    def handler(events: list[Event[Filled]]) -> None:
        if failing:
            raise RuntimeError("no batch is right")
        seen.extend(event.data.units for event in events)

    return handler


UNREADABLE = [
    {"messageId": "m9", "body": "not json"},
    {"messageId": "m9", "body": "{}"},
    {"messageId": "m9", "body": '{"detail": {}}'},
    message(9, {"units": "nine"}),
    message(9, {}),
]


def test_an_event_comes_with_its_envelope_and_what_is_read_of_it() -> None:
    seen: list[Event[Filled]] = []
    assert dusting(seen)(batch(message(3)), None) == failures()
    assert seen == [Event("SHELF#3/1", "ShelfFilled", 1, 1, "2026-11-22T12:00:00Z", Filled(3))]


def test_a_message_that_fails_is_reported_alone_and_holds_nobody_up() -> None:
    seen: list[Event[Filled]] = []
    assert dusting(seen)(batch(message(1), message(2), message(3)), None) == failures("m2")
    assert [event.data.units for event in seen] == [1, 2, 3]


@pytest.mark.parametrize("poison", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_message_that_cannot_be_read_is_reported_alone(poison: dict[str, Any]) -> None:
    seen: list[Event[Filled]] = []
    assert dusting(seen)(batch(poison, message(3)), None) == failures("m9")
    assert len(seen) == 1


@pytest.mark.parametrize("poison", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_batch_goes_on_without_what_cannot_be_read(poison: dict[str, Any]) -> None:
    seen: list[int] = []
    assert dusting_all(seen)(batch(message(1), poison, message(3)), None) == failures("m9")
    assert seen == [1, 3]


def test_a_batch_of_nothing_readable_calls_nobody() -> None:
    assert dusting_all([], failing=True)(batch(UNREADABLE[0]), None) == failures("m9")


def test_a_batch_that_fails_comes_again_as_a_whole() -> None:
    with pytest.raises(RuntimeError):
        dusting_all([], failing=True)(batch(message(1)), None)


class Broom:
    """Something that a reaction asks for."""


def test_what_a_reaction_asks_for_is_made_once() -> None:
    brooms: list[Broom] = []

    @reaction(DUST)
    def handler(event: Event[Filled], broom: Broom) -> None:
        brooms.append(broom)

    handler(batch(message(1), message(3)), None)
    assert brooms[0] is brooms[1]


@pytest.mark.parametrize(
    ("numbers", "fault", "outcome"), [((1, 3), 0, "2 applied, 0 failed"), ((1, 2), 1, "1 applied, 1 failed")]
)
def test_the_metrics_say_how_many_were_applied(
    numbers: tuple[int, ...], fault: int, outcome: str, capsys: pytest.CaptureFixture[str]
) -> None:
    dusting([])(batch(*map(message, numbers)), None)
    metrics = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (metrics["operation"], metrics["fault"], metrics["outcome"]) == ("dust", fault, outcome)
