"""Lists, a page at a time."""

from typing import Any

import pytest

from haat.http import cursor
from haat.table import reads, writes
from haat.table.item import Item, Text
from haat.table.meter import meter
from haat.table.reads import Page
from tests.layers.haat.shelf import NoteItem
from tests.support.wire import Wire

pytestmark = pytest.mark.usefixtures("table")
PARTITION = "SHELF#list"
LIST = "SHELVES#all"


class LabelItem(Item, discriminator="shelf-label"):
    """Something else in the partition of a shelf."""

    text = Text()


def filled(notes: int, labels: int = 0) -> None:
    """A partition of notes n0, n1, … and labels between them, indexed the other way round."""
    for number in range(max(notes, labels)):
        for of, prefix, wanted in ((LabelItem, "n", labels), (NoteItem, "n", notes)):
            if number < wanted:
                sort = f"{prefix}{number}{'-label' if of is LabelItem else ''}"
                item = of(pk=PARTITION, sk=sort, text=sort, gsi1pk=LIST, gsi1sk=f"{100 - number:03d}")
                writes.commit(writes.put_new(item, refused=lambda _: None))
    meter.reset()


def texts(page: Page[NoteItem]) -> list[str]:
    return [item.text for item in page.items]


def all_pages(limit: int, of: type[NoteItem] = NoteItem) -> list[list[str]]:
    """Every page of the list, each found by the signed cursor of the one before."""
    pages, after = [], None
    while True:
        page = reads.page(of, PARTITION, limit=limit, after=after)
        pages.append(texts(page))
        following = cursor.encode(page.last_key, scope="list")
        if following is None:
            return pages
        position: Any = cursor.decode(following, scope="list")
        after = position


def test_pages_follow_each_other_until_there_is_no_more() -> None:
    filled(5)
    pages = all_pages(2)
    assert [text for page in pages for text in page] == ["n0", "n1", "n2", "n3", "n4"]
    assert [len(page) for page in pages] == [2, 2, 1]


def test_an_empty_list_is_one_empty_page() -> None:
    assert reads.page(NoteItem, PARTITION, limit=20, after=None) == Page([], None)


def test_a_page_is_one_query() -> None:
    filled(5)
    reads.page(NoteItem, PARTITION, limit=2, after=None)
    assert meter.calls == ["dynamodb.Query"]


def test_other_classes_make_pages_short_and_hide_nothing() -> None:
    filled(4, labels=4)
    pages = all_pages(3)
    assert [text for page in pages for text in page] == ["n0", "n1", "n2", "n3"]
    assert all(len(page) <= 3 for page in pages)
    assert min(len(page) for page in pages) < 3


def test_a_page_may_start_with_the_newest() -> None:
    filled(3)
    page = reads.page(NoteItem, PARTITION, limit=2, after=None, newest_first=True)
    assert texts(page) == ["n2", "n1"]
    assert texts(reads.page(NoteItem, PARTITION, limit=2, after=page.last_key, newest_first=True)) == ["n0"]


def test_a_page_may_be_bounded_and_filtered() -> None:
    filled(5)
    bounded = reads.page(NoteItem, PARTITION, limit=9, after=None, where=NoteItem.sk >= "n3")
    assert texts(bounded) == ["n3", "n4"]
    matching = reads.page(NoteItem, PARTITION, limit=9, after=None, matching=NoteItem.text == "n1")
    assert texts(matching) == ["n1"]


def test_a_page_may_be_of_the_index() -> None:
    filled(3)
    page = reads.page(NoteItem, LIST, limit=2, after=None, by_index=True)
    assert texts(page) == ["n2", "n1"]
    rest = reads.page(NoteItem, LIST, limit=2, after=page.last_key, by_index=True)
    assert (texts(rest), rest.last_key) == (["n0"], None)


@pytest.mark.parametrize("consistent", [True, False])
def test_a_page_is_as_consistent_as_it_is_told_to_be(wire: Wire, consistent: bool) -> None:
    reads.page(NoteItem, PARTITION, limit=10, after=None, consistent=consistent)
    assert wire.bodies("Query")[0].get("ConsistentRead", False) is consistent
