"""A write whose answer is lost is repeated by the client, and recognises its own work."""

from typing import NoReturn

import pytest
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError

from haat.table import reads, writes
from haat.table.writes import Write
from haat.transience import is_transient
from tests.layers.haat.shelf import SHELF, SORT, NoteItem
from tests.layers.haat.table.test_commit import check, put, take, units
from tests.support.wire import Send, Wire, answered, lost, refused, unreachable

pytestmark = pytest.mark.usefixtures("table")


@pytest.mark.parametrize("times", [1, 2])
def test_a_put_is_recognised_by_its_token(wire: Wire, times: int) -> None:
    wire.next("PutItem", *[lost] * times)
    assert writes.commit(put("a", units=3)) == []
    assert len(wire.bodies("PutItem")) == times + 1
    assert units("a") == 3


def test_an_update_is_applied_once_and_recognised(wire: Wire) -> None:
    writes.commit(put("a", units=3))
    wire.next("UpdateItem", lost)
    assert writes.commit(take("a", 2)) == []
    assert units("a") == 1


def test_an_update_that_returns_its_item_returns_it_after_a_lost_answer_as_well(wire: Wire) -> None:
    writes.commit(put("a", units=3))
    wire.next("UpdateItem", lost)
    after = writes.update_returning(NoteItem, take("a", 2))
    assert isinstance(after, NoteItem)
    assert after.units == 1


def test_a_transaction_is_recognised_by_any_of_its_writes(wire: Wire) -> None:
    writes.commit(put("a", units=3), put("seen"))
    wire.next("TransactWriteItems", lost)
    assert writes.commit(check("seen", "hello"), take("a", 2), put("b")) == []
    assert (units("a"), units("b")) == (1, 0)


def test_every_repeat_of_a_transaction_carries_the_same_token_and_another_one_another(wire: Wire) -> None:
    wire.next("TransactWriteItems", lost)
    writes.commit(put("a"), put("b"))
    writes.commit(put("c"), put("d"))
    first, again, other = [body["ClientRequestToken"] for body in wire.bodies("TransactWriteItems")]
    assert first == again != other
    assert 1 <= len(first) <= 36


def test_the_work_of_somebody_else_is_not_taken_for_ours(wire: Wire) -> None:
    ours, theirs = put("a", "ours"), put("a", "theirs")

    def overtaken(send: Send, url: str) -> NoReturn:
        writes.commit(theirs)
        raise ReadTimeoutError(endpoint_url=url)

    wire.next("PutItem", overtaken)
    assert writes.commit(ours) == [("taken", "theirs")]


def test_one_write_of_ours_that_somebody_has_changed_since_is_a_refusal(wire: Wire) -> None:
    """Alone it cannot be told from somebody else's; who needs to know writes a marker with it (G1)."""
    writes.commit(put("a", units=5))

    def applied_and_overtaken(send: Send, url: str) -> NoReturn:
        send()
        writes.commit(take("a", 2))
        raise ReadTimeoutError(endpoint_url=url)

    wire.next("UpdateItem", applied_and_overtaken)
    assert writes.commit(take("a", 3)) == [("short", 0)]


def test_an_answer_that_is_lost_every_time_is_a_fault_that_passes(wire: Wire) -> None:
    wire.always("PutItem", lost)
    with pytest.raises(ReadTimeoutError) as fault:
        writes.commit(put("a", units=3))
    assert is_transient(fault.value)
    assert units("a") == 3


def test_a_table_that_cannot_be_reached_is_asked_three_times(wire: Wire) -> None:
    wire.always("PutItem", unreachable)
    with pytest.raises(EndpointConnectionError) as fault:
        writes.commit(put("a"))
    assert is_transient(fault.value)
    assert len(wire.bodies("PutItem")) == 3


def test_a_write_without_condition_carries_its_token_too() -> None:
    write = writes.put(NoteItem(pk=SHELF.key("a"), sk=SORT, text="x"), when=None, refused=lambda _: None)
    writes.commit(write)
    item = reads.find(NoteItem, SHELF.key("a"), SORT)
    assert item
    assert item.writer == write.token


def test_tokens_differ_from_write_to_write() -> None:
    tokens = {write.token for write in (put("a"), put("a"), take("a", 1), take("a", 1))}
    assert len(tokens) == 4
    assert all(len(token) == 16 for token in tokens)


def test_a_refusal_without_an_item_is_nobodys_work(wire: Wire) -> None:
    wire.next("PutItem", refused("ConditionalCheckFailedException"))
    assert writes.commit(put("a")) == [("taken", None)]
    wire.next("PutItem", answered({}))
    assert writes.commit(Write("Put", put("a").request, lambda _: "no", "")) == []
