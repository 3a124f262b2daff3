"""The outbox: one event for each change, in the same transaction, numbered by the version."""

import msgspec
import pytest

from haat import clock
from haat.events import outbox
from haat.events.envelope import source
from haat.events.outbox import EventExists, EventItem, sort_key
from haat.money import Money
from haat.table import reads, writes
from haat.table.writes import Write
from tests.layers.haat.shelf import SHELF, SORT, NoteItem

pytestmark = pytest.mark.usefixtures("table")
SHELF_1 = SHELF.key("1")


def event(sequence: int = 1, data: object = None) -> Write:
    with clock.set_to(lambda: 1_795_348_800.0):
        return outbox.emit(
            "ShelfFilled", data or {"units": 3}, service="shelf", aggregate=SHELF_1, sequence=sequence
        )


def kept(sequence: int = 1) -> EventItem:
    item = reads.find(EventItem, SHELF_1, sort_key(sequence))
    assert item
    return item


def test_an_event_is_an_item_of_its_aggregate() -> None:
    assert writes.commit(event()) == []
    item = kept()
    assert (item.pk, item.sk) == ("SHELF#1", "EVENT#00000001")
    assert (item.name, item.service, item.schema_version, item.sequence) == ("ShelfFilled", "shelf", 1, 1)
    assert "ttl" not in item.to_dynamodb_dict()


def test_an_event_is_published_as_it_was_emitted() -> None:
    writes.commit(event(data={"price": Money(1999, "EUR"), "name": "Größe"}))
    published = msgspec.json.decode(msgspec.json.encode(kept().to_event()))
    assert published == {
        "id": "SHELF#1/1",
        "name": "ShelfFilled",
        "version": 1,
        "sequence": 1,
        "occurred_at": "2026-11-22T12:00:00Z",
        "data": {"price": {"amount_minor": 1999, "currency": "EUR"}, "name": "Größe"},
    }


def test_an_event_is_there_if_its_change_is_and_only_then() -> None:
    note = NoteItem(pk=SHELF_1, sk=SORT, text="x")
    assert writes.commit(writes.put_new(note, refused=lambda _: "taken"), event(1)) == []
    assert writes.commit(writes.put_new(note, refused=lambda _: "taken"), event(2)) == ["taken"]
    assert reads.find(EventItem, SHELF_1, sort_key(2)) is None


def test_two_changes_cannot_claim_the_same_version() -> None:
    assert writes.commit(event(1)) == []
    (refusal,) = writes.commit(event(1))
    assert isinstance(refusal, EventExists)
    assert str(refusal) == "SHELF#1/1"


def test_events_sort_by_number_beyond_nine() -> None:
    for sequence in (10, 2, 100, 1):
        writes.commit(event(sequence))
    page = reads.page(EventItem, SHELF_1, limit=9, after=None)
    assert [item.sequence for item in page.items] == [1, 2, 10, 100]


def test_a_source_names_the_service() -> None:
    assert source("shelf") == "haat.shelf"
