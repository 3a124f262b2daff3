"""Consumers of the table's stream: what they are given, and where a failed batch goes on."""

import json
from typing import Any

import pytest

from haat.events.stream import Change, StreamBatchHandler, StreamHandler, stream, stream_batch
from haat.manifest import stream_consumer

CONSUMER = stream_consumer("shelf.reactions.count_changes", filters=({"eventName": ["MODIFY"]},))


def record(number: int, **images: dict[str, Any]) -> dict[str, Any]:
    """A record as Lambda hands it over."""
    keys = {"pk": {"S": f"SHELF#{number}"}, "sk": {"S": "SHELF"}}
    change = {"Keys": keys, "SequenceNumber": str(number), "StreamViewType": "NEW_AND_OLD_IMAGES", **images}
    return {"eventID": f"e{number}", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "dynamodb": change}


def batch(*numbers: int) -> dict[str, Any]:
    return {"Records": [record(number) for number in numbers]}


def refusing_two(seen: list[str]) -> StreamHandler[Any, None]:
    """A consumer that writes down what it was given and fails at the change 2."""

    @stream(CONSUMER)
    def handler(change: Change) -> None:
        seen.append(change.sequence_number)
        if change.sequence_number == "2":
            raise RuntimeError("two is never right")

    return handler


def stopping_at_two(seen: list[str]) -> StreamBatchHandler[Any]:
    """The same for batches, which names the change 2 instead of raising."""

    @stream_batch(CONSUMER)
    def handler(changes: list[Change]) -> str | None:
        seen.extend(change.sequence_number for change in changes)
        return next((change.sequence_number for change in changes if change.sequence_number == "2"), None)

    return handler


class Ledger:
    """Something that a consumer asks for."""

    lines: tuple[str, ...] = ()


def test_a_change_shows_its_keys_as_text_and_its_images_as_they_are() -> None:
    changes: list[Change] = []

    @stream(CONSUMER)
    def look(change: Change) -> None:
        changes.append(change)

    old, new = {"units": {"N": "1"}}, {"units": {"N": "0"}}
    look({"Records": [record(1, OldImage=old, NewImage=new), record(2)]}, None)
    assert changes == [
        Change("MODIFY", {"pk": "SHELF#1", "sk": "SHELF"}, old, new, "1"),
        Change("MODIFY", {"pk": "SHELF#2", "sk": "SHELF"}, None, None, "2"),
    ]


def test_what_a_consumer_asks_for_is_made_once() -> None:
    ledgers: list[Ledger] = []

    @stream(CONSUMER)
    def keep(change: Change, ledger: Ledger) -> None:
        ledgers.append(ledger)

    keep(batch(1, 2), None)
    assert isinstance(ledgers[0], Ledger)
    assert ledgers[0] is ledgers[1]


def test_a_batch_that_succeeds_names_no_failure() -> None:
    for numbers in [(), (1, 3)]:
        assert refusing_two([])(batch(*numbers), None) == {"batchItemFailures": []}
        assert stopping_at_two([])(batch(*numbers), None) == {"batchItemFailures": []}


def test_the_first_change_that_fails_is_named_and_nothing_after_it_is_tried() -> None:
    seen: list[str] = []
    assert refusing_two(seen)(batch(1, 2, 3), None) == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert seen == ["1", "2"]


def test_a_batch_consumer_gets_all_changes_at_once_and_says_how_far_it_got() -> None:
    seen: list[str] = []
    assert stopping_at_two(seen)(batch(1, 2, 3), None) == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert seen == ["1", "2", "3"]


def test_a_batch_consumer_that_raises_gets_the_whole_batch_again() -> None:
    @stream_batch(CONSUMER)
    def refuse(changes: list[Change]) -> str | None:
        raise RuntimeError("no batch is right")

    assert refuse(batch(7, 8), None) == {"batchItemFailures": [{"itemIdentifier": "7"}]}


@pytest.mark.parametrize("consumer", [refusing_two([]), stopping_at_two([])])
@pytest.mark.parametrize(("number", "fault"), [(1, 0), (2, 1)])
def test_a_failure_counts_as_a_fault(
    consumer: StreamHandler[Any, Any], number: int, fault: int, capsys: pytest.CaptureFixture[str]
) -> None:
    consumer(batch(number), None)
    metrics = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (metrics["operation"], metrics["fault"]) == ("count_changes", fault)
