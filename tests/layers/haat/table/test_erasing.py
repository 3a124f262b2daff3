"""Rows of a person who is erased."""

import pytest

from haat.table import erasing, writes
from haat.table.erasing import PAGE, RowMoved, delete_rows, scrub_rows
from haat.table.item import Item, Text
from tests.layers.haat.shelf import SHELF
from tests.support.meanwhile import Rivals, rivals
from tests.support.table import raw_items

__all__ = ["rivals"]
pytestmark = pytest.mark.usefixtures("table")
PK = SHELF.key("ada")


class PersonItem(Item, discriminator="test_person"):
    """Somebody."""

    email = Text()
    data = Text()


def put(sort: str, email: str = "ada@example.com", pk: str = PK) -> None:
    person = PersonItem(pk=pk, sk=sort, email=email, data='{"phone":"123","n":1}')
    writes.commit(writes.put(person, when=None, refused=lambda _: None))


def test_every_row_of_the_partition_is_scrubbed_and_no_other() -> None:
    for number in range(PAGE + 1):
        put(f"A#{number:03d}")
    put("B#1")
    put("A#1", pk=SHELF.key("bob"))
    scrub_rows(PK, "usr_1", "A#")
    rows = {(raw["pk"]["S"], raw["sk"]["S"]): raw for raw in raw_items()}
    kept = {key for key, raw in rows.items() if raw["email"]["S"] == "ada@example.com"}
    assert kept == {(PK, "B#1"), (SHELF.key("bob"), "A#1")}
    assert rows[PK, f"A#{PAGE:03d}"]["data"]["S"] == '{"phone":null,"n":1}'


def test_a_row_that_says_nothing_is_not_written() -> None:
    put("A#1")
    scrub_rows(PK, "usr_1")
    before = raw_items()
    scrub_rows(PK, "usr_1")
    assert raw_items() == before


def test_a_row_that_is_changed_meanwhile_is_met_again(rivals: Rivals) -> None:
    put("A#1")
    rivals.next(lambda: put("A#1", email="new@example.com"))
    with pytest.raises(RowMoved):
        scrub_rows(PK, "usr_1")
    scrub_rows(PK, "usr_1")
    assert [raw["email"]["S"] for raw in raw_items()] == ["usr_1@erased.invalid"]


def test_a_row_that_is_deleted_meanwhile_does_not_come_back(rivals: Rivals) -> None:
    put("A#1")
    rivals.next(lambda: delete_rows(PK))
    with pytest.raises(RowMoved):
        scrub_rows(PK, "usr_1")
    scrub_rows(PK, "usr_1")
    assert raw_items() == []


def test_every_row_of_the_partition_is_deleted_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "PAGE", 2)
    for number in range(5):
        put(f"A#{number}")
    put("B#1")
    delete_rows(PK, "A#")
    assert [raw["sk"]["S"] for raw in raw_items()] == ["B#1"]
    delete_rows(PK)
    assert raw_items() == []
