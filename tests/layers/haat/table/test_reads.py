"""Single items and batches of them."""

import pytest

from haat.keys import SKU, stock_sort
from haat.table import reads, writes
from haat.table.item import Item
from haat.table.meter import meter
from haat.table.reads import BATCH_ATTEMPTS, BATCH_MAX, BatchIncomplete
from haat.table.sku import SkuItem
from tests.layers.haat.shelf import SHELF, SORT, NoteItem
from tests.support.wire import Wire, answered, arrives

pytestmark = pytest.mark.usefixtures("table")
BOWL = (SKU.key("BOWL"), stock_sort())


def stocked(*places: str) -> None:
    """Notes at some places, and a SKU."""
    for place in places:
        note = NoteItem(pk=SHELF.key(place), sk=SORT, text=place)
        writes.commit(writes.put_new(note, refused=lambda _: None))
    sku = SkuItem(
        pk=BOWL[0],
        sk=BOWL[1],
        sku="BOWL",
        product_id="p",
        name="Bowl",
        prices={"EUR": 1},
        on_sale=True,
    )
    writes.commit(writes.put_new(sku, refused=lambda _: None))
    meter.reset()


def note(place: str) -> tuple[str, str]:
    return SHELF.key(place), SORT


def test_an_item_is_found_by_its_key_or_not_at_all() -> None:
    stocked("a")
    found = reads.find(NoteItem, *note("a"))
    assert found
    assert found.text == "a"
    assert reads.find(NoteItem, *note("b")) is None
    assert meter.calls == ["dynamodb.GetItem"] * 2


@pytest.mark.parametrize("consistent", [True, False])
def test_a_read_is_as_consistent_as_it_is_told_to_be(wire: Wire, consistent: bool) -> None:
    reads.find(NoteItem, *note("a"), consistent=consistent)
    reads.find_many([note("a")], consistent=consistent)
    assert wire.bodies("GetItem")[0]["ConsistentRead"] is consistent
    assert wire.bodies("BatchGetItem")[0]["RequestItems"]["haat-test"]["ConsistentRead"] is consistent


@pytest.mark.parametrize("place", ["x" * 5000, "ä" * 1100])
def test_an_id_too_long_to_be_a_key_names_nothing(place: str) -> None:
    meter.reset()
    assert reads.find(NoteItem, *note(place)) is None
    assert meter.calls == []


def test_a_sort_key_too_long_to_be_one_names_nothing() -> None:
    meter.reset()
    assert reads.find(NoteItem, SHELF.key("a"), "ä" * 513) is None
    assert reads.find_many([(SHELF.key("a"), "ä" * 513)]) == {}
    assert meter.calls == []


def test_a_batch_finds_items_of_different_classes_as_what_they_are() -> None:
    stocked("a", "b")
    found = reads.find_many([note("a"), BOWL, note("nowhere")])
    assert {key: type(item) for key, item in found.items()} == {note("a"): NoteItem, BOWL: SkuItem}
    assert meter.calls == ["dynamodb.BatchGetItem"]


def test_a_key_wanted_twice_is_read_once() -> None:
    stocked("a")
    assert list(reads.find_many([note("a"), note("a")])) == [note("a")]


def test_nothing_wanted_is_nothing_read() -> None:
    meter.reset()
    assert reads.find_many([]) == {}
    assert meter.calls == []


@pytest.mark.parametrize(("keys", "calls"), [(BATCH_MAX, 1), (BATCH_MAX + 1, 2)])
def test_each_hundred_keys_take_a_round_trip(keys: int, calls: int) -> None:
    stocked("1", str(keys - 1))
    meter.reset()
    found = reads.find_many([note(str(number)) for number in range(keys)])
    assert set(found) == {note("1"), note(str(keys - 1))}
    assert meter.calls == ["dynamodb.BatchGetItem"] * calls


def test_a_key_that_is_too_long_is_not_there() -> None:
    stocked("1")
    assert list(reads.find_many([note("1"), note("x" * 3000)])) == [note("1")]


def left_over(*places: str) -> dict[str, object]:
    """An answer that has read nothing yet."""
    keys = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in map(note, places)]
    return {"Responses": {}, "UnprocessedKeys": {"haat-test": {"Keys": keys}}}


def test_keys_that_dynamodb_left_over_are_asked_for_again_alone(wire: Wire) -> None:
    stocked("a", "b")
    raw = NoteItem(pk=SHELF.key("a"), sk=SORT, text="a").to_dynamodb_dict()
    half = left_over("b") | {"Responses": {"haat-test": [raw]}}
    wire.next("BatchGetItem", answered(half), arrives)
    found = reads.find_many([note("a"), note("b")])
    assert set(found) == {note("a"), note("b")}
    again = wire.bodies("BatchGetItem")[1]["RequestItems"]["haat-test"]["Keys"]
    assert again == [{"pk": {"S": SHELF.key("b")}, "sk": {"S": SORT}}]


def test_keys_that_are_left_over_every_time_are_a_fault_that_passes(wire: Wire) -> None:
    wire.always("BatchGetItem", answered(left_over("a")))
    with pytest.raises(BatchIncomplete, match="1 keys"):
        reads.find_many([note("a")])
    assert len(wire.bodies("BatchGetItem")) == BATCH_ATTEMPTS


def test_a_read_of_a_base_item_gives_the_class_that_was_written() -> None:
    stocked("a")
    assert isinstance(Item.get(*note("a")), NoteItem)
