"""Conflicts between transactions, which no emulator makes: repeated with jitter, and not for ever."""

import random
import time

import pytest
from pynamodb.exceptions import VerboseClientError

from haat.faults import Transient
from haat.table import writes
from haat.table.writes import ATTEMPTS, BACKOFF_BASE_S, BACKOFF_CAP_S, TableBusy
from tests.layers.haat.shelf import NoteItem
from tests.layers.haat.table.test_commit import put, take, units
from tests.support.wire import Outcome, Wire, refused

pytestmark = pytest.mark.usefixtures("table")


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were asked for, in seconds; none is made."""
    asked: list[float] = []
    monkeypatch.setattr(time, "sleep", asked.append)
    return asked


def cancelled(*codes: str) -> Outcome:
    """DynamoDB cancels a transaction, with a reason for each of its actions."""
    reasons = [{"Code": code, **({} if code == "None" else {"Message": code})} for code in codes]
    return refused("TransactionCanceledException", CancellationReasons=reasons)


PASSING = {
    "first": cancelled("TransactionConflict", "None"),
    "second": cancelled("None", "TransactionConflict"),
    "both": cancelled("TransactionConflict", "TransactionConflict"),
    "throttled": cancelled("ThrottlingError", "None"),
    "throughput": cancelled("ProvisionedThroughputExceeded", "TransactionConflict"),
    "in progress": refused("TransactionInProgressException"),
}


@pytest.mark.parametrize("conflict", PASSING.values(), ids=PASSING)
def test_a_conflict_is_tried_again_after_a_pause(wire: Wire, pauses: list[float], conflict: Outcome) -> None:
    wire.next("TransactWriteItems", conflict)
    assert writes.commit(put("a"), put("b")) == []
    assert len(wire.bodies("TransactWriteItems")) == 2
    assert len(pauses) == 1
    assert (units("a"), units("b")) == (0, 0)


def test_every_attempt_carries_the_same_token(wire: Wire) -> None:
    wire.next("TransactWriteItems", *[cancelled("TransactionConflict", "None")] * 2)
    writes.commit(put("a"), put("b"))
    assert len({body["ClientRequestToken"] for body in wire.bodies("TransactWriteItems")}) == 1


def test_after_so_many_conflicts_the_table_is_busy_and_nothing_is_written(
    wire: Wire, pauses: list[float]
) -> None:
    wire.always("TransactWriteItems", cancelled("TransactionConflict", "None"))
    with pytest.raises(TableBusy) as busy:
        writes.commit(put("a"), put("b"))
    assert isinstance(busy.value, Transient)
    assert len(wire.bodies("TransactWriteItems")) == ATTEMPTS
    assert len(pauses) == ATTEMPTS - 1
    assert units("a") is None


def test_pauses_grow_to_a_bound_and_are_drawn_by_lot(
    wire: Wire, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[float, float]] = []

    def longest(least_s: float, most_s: float) -> float:
        drawn.append((least_s, most_s))
        return most_s

    monkeypatch.setattr(random, "uniform", longest)
    wire.always("TransactWriteItems", cancelled("TransactionConflict", "None"))
    with pytest.raises(TableBusy):
        writes.commit(put("a"), put("b"))
    assert [least for least, _ in drawn] == [0] * (ATTEMPTS - 1)
    assert pauses == [min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**attempt) for attempt in range(1, ATTEMPTS)]
    assert sum(pauses) < 2  # seconds, out of the ten a request has


def test_a_failed_condition_beside_a_conflict_is_the_answer(wire: Wire, pauses: list[float]) -> None:
    wire.next("TransactWriteItems", cancelled("TransactionConflict", "ConditionalCheckFailed"))
    assert writes.commit(put("a"), put("b")) == [("taken", None)]
    assert pauses == []


@pytest.mark.parametrize("code", ["ValidationError", "ItemCollectionSizeLimitExceeded", "AccessDenied"])
def test_a_reason_that_does_not_pass_is_raised_at_once(wire: Wire, pauses: list[float], code: str) -> None:
    for reasons in [(code, "None"), (code, "TransactionConflict")]:
        wire.next("TransactWriteItems", cancelled(*reasons))
        with pytest.raises(VerboseClientError):
            writes.commit(put("a"), put("b"))
    assert pauses == []


def test_throttling_is_first_repeated_by_the_client_and_then_by_us(wire: Wire, pauses: list[float]) -> None:
    wire.always("TransactWriteItems", refused("ThrottlingException"))
    with pytest.raises(TableBusy):
        writes.commit(put("a"), put("b"))
    assert len(wire.bodies("TransactWriteItems")) == 3 * ATTEMPTS


def test_a_plain_write_that_meets_a_transaction_is_tried_again_as_well(
    wire: Wire, pauses: list[float]
) -> None:
    writes.commit(put("a", units=3))
    wire.next("UpdateItem", refused("TransactionConflictException"))
    assert writes.commit(take("a", 1)) == []
    wire.next("UpdateItem", refused("TransactionConflictException"))
    after = writes.update_returning(NoteItem, take("a", 1))
    assert isinstance(after, NoteItem)
    assert after.units == 1
    assert len(pauses) == 2


def test_a_plain_write_gives_up_as_well(wire: Wire, pauses: list[float]) -> None:
    wire.always("PutItem", refused("TransactionConflictException"))
    with pytest.raises(TableBusy):
        writes.commit(put("a"))
    assert len(wire.bodies("PutItem")) == ATTEMPTS
