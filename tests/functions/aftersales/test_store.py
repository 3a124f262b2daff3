"""Returns in the table: each write holds by itself, whatever its maker believes."""

from dataclasses import replace

import pytest

from aftersales.domain import Claims, Return, ReturnLine, ReturnReason, Status, claimed, requested
from aftersales.keys import RETURN
from aftersales.store import ReturnChanged, ReturnStore, claims_kept, made, moved
from haat import clock
from haat.table import writes
from tests.support.events import names
from tests.support.payments import ORDER_ID, PAYMENT_ID, payment

pytestmark = pytest.mark.usefixtures("table")
LINES = (ReturnLine("bowl", 2, ReturnReason.OTHER),)


def new(at: str | None = None) -> Return:
    """A return in the table."""
    asked = requested(
        ORDER_ID,
        1,
        LINES,
        customer_id=payment().customer_id,
        email=payment().email,
        payment_id=PAYMENT_ID,
        at=at or clock.now(),
    )
    assert writes.commit(*made(asked)) == []
    return asked


def after(before: Return, status: Status) -> Return:
    return replace(before, status=status, deadline=None, version=before.version + 1)


def test_a_return_comes_back_as_it_was_made() -> None:
    asked = new()

    assert ReturnStore().find(asked.id) == asked


def test_a_return_that_was_moved_meanwhile_is_not_overwritten() -> None:
    before = new()
    assert writes.commit(*moved(after(before, Status.REJECTED))) == []

    change, _ = moved(after(before, Status.APPROVED))

    assert writes.commit(change) == [ReturnChanged()]


@pytest.mark.parametrize(("at", "is_over"), [(None, False), ("2020-01-01T00:00:00Z", True)])
def test_a_return_expires_by_the_tables_word_and_not_by_its_movers(at: str | None, is_over: bool) -> None:
    before = new(at)

    refusals = writes.commit(*moved(after(before, Status.EXPIRED)))

    assert (refusals == []) == is_over
    assert names(RETURN, before.id)[1:] == (["ReturnExpired"] if is_over else [])


def test_claims_that_were_changed_meanwhile_are_not_overwritten() -> None:
    first = claimed(Claims(ORDER_ID), {"bowl": 2})
    assert writes.commit(claims_kept(first)) == []
    assert writes.commit(claims_kept(first)) == [ReturnChanged()]
    assert writes.commit(claims_kept(claimed(first, {"tea": 1}))) == []

    assert writes.commit(claims_kept(claimed(first, {"bowl": 1}))) == [ReturnChanged()]
    assert ReturnStore().claims(ORDER_ID).units == {"bowl": 2, "tea": 1}


def test_nothing_is_claimed_of_an_order_without_returns() -> None:
    assert ReturnStore().claims(ORDER_ID) == Claims(ORDER_ID)
    assert ReturnStore().list_of(Claims(ORDER_ID)) == []
