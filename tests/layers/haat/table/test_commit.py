"""Conditional writes, alone and together, and what their refusals mean."""

from dataclasses import replace
from typing import Any

import pytest
from pynamodb.exceptions import VerboseClientError

from haat.table import reads, writes
from haat.table.meter import meter
from haat.table.writes import Write
from tests.layers.haat.shelf import SHELF, SORT, NoteItem
from tests.support.wire import Wire, refused

pytestmark = pytest.mark.usefixtures("table")


def key(place: str) -> tuple[str, str]:
    return SHELF.key(place), SORT


def item(place: str, text: str = "hello", units: int = 0) -> NoteItem:
    pk, sk = key(place)
    return NoteItem(pk=pk, sk=sk, text=text, units=units)


def put(place: str, text: str = "hello", units: int = 0) -> Write:
    """A new note; refused as ("taken", the text that is there)."""
    return writes.put_new(item(place, text, units), refused=lambda raw: ("taken", text_in(raw)))


def take(place: str, units: int) -> Write:
    """Take units if there are enough; refused as ("short", how many there are)."""
    return writes.update(
        NoteItem,
        *key(place),
        [NoteItem.units.add(-units), NoteItem.version.add(1)],
        when=NoteItem.pk.exists() & (NoteItem.units >= units),
        refused=lambda raw: ("short", int(raw["units"]["N"]) if raw else None),
    )


def check(place: str, text: str) -> Write:
    return writes.check(NoteItem, *key(place), when=NoteItem.text == text, refused=lambda _: "changed")


def delete(place: str, text: str) -> Write:
    return writes.delete(NoteItem, *key(place), when=NoteItem.text == text, refused=lambda _: "kept")


def text_in(raw: dict[str, Any] | None) -> str | None:
    return raw["text"]["S"] if raw else None


def found(place: str) -> NoteItem | None:
    return reads.find(NoteItem, *key(place), consistent=True)


def units(place: str) -> int | None:
    note = found(place)
    return note.units if note else None


def test_one_write_is_one_plain_call() -> None:
    meter.reset()
    assert writes.commit(put("a", units=3)) == []
    assert writes.commit(take("a", 2)) == []
    assert writes.commit(delete("a", "hello")) == []
    assert meter.calls == ["dynamodb.PutItem", "dynamodb.UpdateItem", "dynamodb.DeleteItem"]


def test_several_writes_are_one_transaction() -> None:
    meter.reset()
    assert writes.commit(put("a"), put("b")) == []
    assert meter.calls == ["dynamodb.TransactWriteItems"]
    assert (units("a"), units("b")) == (0, 0)


def test_nothing_to_write_is_written_without_a_call() -> None:
    meter.reset()
    assert writes.commit() == []
    assert meter.calls == []


def test_a_check_alone_is_a_transaction_for_there_is_no_other_way() -> None:
    writes.commit(put("a"))
    assert writes.commit(check("a", "hello")) == []
    assert writes.commit(check("a", "bye")) == ["changed"]


def test_one_refused_write_says_what_stood_in_its_way() -> None:
    writes.commit(put("a", "first", units=1))
    assert writes.commit(put("a", "second")) == [("taken", "first")]
    assert writes.commit(take("a", 2)) == [("short", 1)]
    assert writes.commit(take("b", 2)) == [("short", None)]
    assert writes.commit(delete("a", "second")) == ["kept"]
    note = found("a")
    assert note
    assert (note.text, note.units, note.version) == ("first", 1, 1)


def test_what_goes_beside_a_write_goes_with_it_or_not_at_all() -> None:
    meter.reset()
    assert writes.commit(replace(put("a"), beside=(put("b"), put("c")))) == []
    assert meter.calls == ["dynamodb.TransactWriteItems"]
    assert writes.commit(replace(put("d"), beside=(put("b", "other"),)), put("e")) == [("taken", "hello")]
    assert [units(place) for place in "abcde"] == [0, 0, 0, None, None]


def test_every_refusal_of_a_transaction_is_told_in_order_and_nothing_is_written() -> None:
    writes.commit(put("a", "first", units=1), put("b", "second"))
    refusals = writes.commit(take("a", 5), put("new"), put("b", "third"), check("c", "x"))
    assert refusals == [("short", 1), ("taken", "second"), "changed"]
    assert found("new") is None


def test_an_update_that_forgets_existence_is_refused_by_its_condition() -> None:
    assert writes.commit(take("nowhere", 0)) == [("short", None)]
    assert found("nowhere") is None


def test_an_unconditional_write_replaces_what_is_there() -> None:
    writes.commit(put("a", "first"))
    assert writes.commit(writes.put(item("a", "second"), when=None, refused=lambda _: "never")) == []
    note = found("a")
    assert note
    assert note.text == "second"


def test_an_update_can_return_the_item_as_it_is_then() -> None:
    writes.commit(put("a", units=3))
    meter.reset()
    after = writes.update_returning(NoteItem, take("a", 2))
    assert isinstance(after, NoteItem)
    assert (after.units, after.version, after.text) == (1, 2, "hello")
    assert meter.calls == ["dynamodb.UpdateItem"]
    assert writes.update_returning(NoteItem, take("a", 2)) == ("short", 1)


def test_two_changes_from_one_reading_cannot_both_apply() -> None:
    writes.commit(put("a", units=1))
    one, other = take("a", 1), take("a", 1)
    assert writes.commit(one) == []
    assert writes.commit(other) == [("short", 0)]


@pytest.mark.parametrize("several", [False, True])
def test_a_fault_that_is_no_condition_is_raised(wire: Wire, several: bool) -> None:
    wire.always("TransactWriteItems" if several else "PutItem", refused("AccessDeniedException"))
    with pytest.raises(VerboseClientError, match="AccessDenied"):
        writes.commit(*([put("a"), put("b")] if several else [put("a")]))


def test_a_transaction_of_more_than_a_hundred_actions_is_refused_by_dynamodb() -> None:
    assert writes.commit(*(put(str(number)) for number in range(writes.ACTIONS_MAX))) == []
    with pytest.raises(VerboseClientError):
        writes.commit(*(put(f"more {number}") for number in range(writes.ACTIONS_MAX + 1)))
