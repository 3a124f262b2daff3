"""Numbers without gaps, whatever happens: at once, twice, and with somebody dying anywhere."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haat import clock
from haat.table import writes
from haat.table.connection import MeteredConnection
from invoices.domain.crediting import Refund
from invoices.domain.issuing import Order
from invoices.issuer import ATTEMPTS, Issuer, NumbersContended
from tests.conftest import create_table
from tests.functions.invoices.examples import (
    NOON,
    counters,
    credit,
    documents,
    issue,
    numbers,
    order,
    refund,
)
from tests.functions.invoices.turns import Turns
from tests.support.crash import Killed, die
from tests.support.meanwhile import Rivals
from tests.support.wire import Wire, lost, refused, unreachable

pytestmark = pytest.mark.usefixtures("table")


def consecutive(count: int, since: int = 1, prefix: str = "2026") -> list[str]:
    return [f"{prefix}-{number:06d}" for number in range(since, since + count)]


def test_invoices_are_numbered_in_the_order_of_their_issue() -> None:
    issue(order(1))
    issue(order(2), order(3))
    assert [(one.number, one.order_id) for one in documents()] == [
        ("2026-000001", order(1).id),
        ("2026-000002", order(2).id),
        ("2026-000003", order(3).id),
    ]


def test_an_order_has_one_invoice_however_often_it_is_told_of() -> None:
    issue(order(1), order(1))
    issue(order(1))
    issue(order(1), order(2))
    assert numbers() == consecutive(2)


def test_a_year_begins_with_one_again() -> None:
    issue(order(1), order(2), at="2026-12-31T23:59:59Z")
    issue(order(3), at="2027-01-01T00:00:00Z")
    issue(order(4), at="2026-12-31T23:59:59Z")  # by a clock that is late
    assert numbers() == [*consecutive(3), "2027-000001"]


def test_credit_notes_have_numbers_of_their_own() -> None:
    issue(order(1), order(2))
    credit(refund(100), refund(100, id="re_2"), refund(100, id="re_1", of=2))
    assert numbers() == [*consecutive(2), *consecutive(3, prefix="C2026")]


def test_whoever_comes_second_looks_again(rivals: Rivals) -> None:
    rivals.next(lambda: issue(order(1)), lambda: issue(order(2)))
    issue(order(1), order(3))
    assert [(one.number, one.order_id) for one in documents()] == [
        ("2026-000001", order(1).id),
        ("2026-000002", order(2).id),
        ("2026-000003", order(3).id),
    ]


def test_whoever_is_always_second_gives_up_and_has_taken_no_number(rivals: Rivals) -> None:
    rivals.next(*[(lambda number=number: issue(order(number))) for number in range(2, ATTEMPTS + 2)])
    with pytest.raises(NumbersContended):
        issue(order(1))
    issue(order(1))
    assert numbers() == consecutive(ATTEMPTS + 1)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), issuers=st.integers(2, ATTEMPTS), batch=st.integers(1, 2))
def test_many_at_once_take_consecutive_numbers(
    monkeypatch: pytest.MonkeyPatch, seed: int, issuers: int, batch: int
) -> None:
    """Of n at once one wins every round, so none looks more than n times."""
    create_table()
    lots = [[order(lot * batch + place) for place in range(batch)] for lot in range(issuers)]
    turns = Turns(seed)
    with clock.set_to(lambda: float(clock.seconds(NOON))):
        turns.take([_issuing(lot) for lot in lots], monkeypatch)
    assert numbers() == consecutive(issuers * batch)
    assert turns.calls <= issuers * (issuers + 1) + issuers * batch


def _issuing(lot: list[Order]) -> Callable[[], object]:
    return lambda: Issuer().issue_invoices(lot)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_refunds_of_an_order_at_once_with_its_invoice_each_get_a_note(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    create_table()
    refunds = [refund(100, id=f"re_{index}") for index in range(3)]
    with clock.set_to(lambda: float(clock.seconds(NOON))):
        works = [*map(_crediting, refunds), _issuing([order(1)])]
        Turns(seed).take(works, monkeypatch)
    assert {one.refund_id for one in documents()} == {None, "re_0", "re_1", "re_2"}
    assert numbers() == [*consecutive(1), *consecutive(3, prefix="C2026")]


def _crediting(one: Refund) -> Callable[[], object]:
    return lambda: Issuer().issue_credit_note(one)


@pytest.mark.parametrize(
    "outcomes", [(lost,), (lost, lost), (unreachable, lost), (unreachable,) * 3, (lost,) * 3]
)
def test_an_answer_that_is_lost_neither_skips_nor_repeats_a_number(wire: Wire, outcomes: Any) -> None:
    wire.next("TransactWriteItems", *outcomes)
    _again(lambda: issue(order(1)))
    issue(order(2))
    assert [(one.number, one.order_id) for one in documents()] == [
        ("2026-000001", order(1).id),
        ("2026-000002", order(2).id),
    ]


def test_a_conflict_at_the_counter_is_waited_for(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writes, "BACKOFF_BASE_S", 0)
    reasons = [{"Code": "TransactionConflict"}, {"Code": "None"}, {"Code": "None"}]
    conflict = refused("TransactionCanceledException", CancellationReasons=reasons)
    wire.next("TransactWriteItems", conflict, conflict)
    issue(order(1))
    assert numbers() == consecutive(1)


@pytest.mark.parametrize("calls", range(12))
@pytest.mark.parametrize("applied", [False, True], ids=["before", "after"])
def test_a_death_at_any_call_is_mended_by_the_queue(
    monkeypatch: pytest.MonkeyPatch, calls: int, applied: bool
) -> None:
    """An invoice and two credit notes, one of which came too early."""
    credit(refund(100, id="re_0"))
    with monkeypatch.context() as patched:
        _die_at(calls, patched, applied=applied)
        try:
            issue(order(1), order(2))
            credit(refund(200, id="re_1"))
        except Killed:
            pass
    issue(order(1), order(2))
    credit(refund(200, id="re_1"))
    issue(order(3))
    assert numbers() == [*consecutive(3), *consecutive(2, prefix="C2026")]
    assert counters() == {"INVOICES#invoice#2026": 3, "INVOICES#credit_note#2026": 2}


def _die_at(calls: int, patched: pytest.MonkeyPatch, *, applied: bool) -> None:
    dispatch, made = MeteredConnection.dispatch, iter(range(calls + 1))

    def dying(connection: MeteredConnection, operation: str, request: dict[str, Any]) -> Any:
        last = next(made, calls) == calls
        if last and not applied:
            die()
        answer = dispatch(connection, operation, request)
        return die() if last else answer

    patched.setattr(MeteredConnection, "dispatch", dying)


def _again(work: Callable[[], None]) -> None:
    """As the queue does: once more when it failed, and once more for nothing."""
    try:
        work()
    except Exception:  # noqa: BLE001 -- whatever it was
        work()
    work()


def test_a_document_is_never_changed() -> None:
    issue(order(1))
    credit(refund(100))
    before = documents()
    issue(order(1, email="somebody@else.example"))
    credit(refund(900))
    assert documents() == before
