"""The base of every item: PynamoDB's traps, each of them settled."""

from dataclasses import dataclass
from typing import Any

import pytest

from haat import clients
from haat.money import Money
from haat.table import connection, reads, writes
from haat.table.item import Document, Integer, Item
from haat.table.meter import meter
from haat.table.sku import SkuItem
from tests.layers.haat.shelf import SHELF, SORT, NoteItem

pytestmark = pytest.mark.usefixtures("table")


@dataclass(frozen=True)
class Address:
    """A value of a domain."""

    city: str
    lines: tuple[str, ...]
    price: Money


class ParcelItem(Item, discriminator="shelf-parcel"):
    """An item with every kind of attribute."""

    address: Document[Address] = Document(Address)
    units = Integer()
    old: Document[Address | None] = Document(Address | None, null=True)


ADDRESS = Address("Köln", ("1 Straße", ""), Money(1999, "EUR"))


def test_all_classes_share_one_connection_and_one_client() -> None:
    assert NoteItem._get_connection() is SkuItem._get_connection() is Item._get_connection()
    reads.find(NoteItem, SHELF.key("a"), SORT)
    reads.find(SkuItem, "SKU#a", "STOCK#main")
    assert clients.client.cache_info().misses == 1


def test_the_client_gives_up_after_a_second_to_connect_and_two_to_answer() -> None:
    config: Any = connection.shared().connection.client.meta.config
    assert (config.connect_timeout, config.read_timeout) == (1, 2)
    assert config.retries == {"mode": "standard", "total_max_attempts": 3}


def test_an_item_comes_back_as_it_was_put() -> None:
    item = ParcelItem(pk="SHELF#p", sk=SORT, address=ADDRESS, units=10**17 + 1)
    writes.commit(writes.put_new(item, refused=lambda _: None))
    found = reads.find(ParcelItem, "SHELF#p", SORT)
    assert found
    assert (found.address, found.units, found.version) == (ADDRESS, 10**17 + 1, 1)
    assert isinstance(found.units, int)
    assert set(found.to_dynamodb_dict()) == {"pk", "sk", "kind", "version", "writer", "address", "units"}


@pytest.mark.parametrize("number", [0, -1, 2**53 + 1, 10**30])
def test_a_whole_number_is_never_a_float(number: int) -> None:
    assert Integer().deserialize(Integer().serialize(number)) == number


def test_a_document_is_json_text_in_one_attribute() -> None:
    raw = ParcelItem(pk="SHELF#p", sk=SORT, address=ADDRESS, units=1).to_dynamodb_dict()
    assert raw["address"] == {
        "S": '{"city":"Köln","lines":["1 Straße",""],"price":{"amount_minor":1999,"currency":"EUR"}}'
    }
    assert raw["kind"] == {"S": "shelf-parcel"}
    assert "old" not in raw


def test_an_item_of_another_class_under_the_key_is_not_taken_for_ours() -> None:
    writes.commit(writes.put_new(NoteItem(pk="SHELF#p", sk=SORT, text="x"), refused=lambda _: None))
    with pytest.raises(ValueError, match="NoteItem"):
        reads.find(ParcelItem, "SHELF#p", SORT)


def test_the_meter_counts_calls_and_the_capacity_they_used() -> None:
    meter.reset()
    writes.commit(writes.put_new(NoteItem(pk="SHELF#p", sk=SORT, text="x"), refused=lambda _: None))
    assert meter.calls == ["dynamodb.PutItem"]
    assert meter.capacity_units == 1.0
    reads.find(NoteItem, "SHELF#p", SORT)
    assert meter.calls == ["dynamodb.PutItem", "dynamodb.GetItem"]
    assert meter.capacity_units > 1.0
    meter.reset()
    assert (meter.calls, meter.capacity_units) == ([], 0.0)


def test_no_two_classes_of_the_kernel_share_a_discriminator() -> None:
    named = [cls.kind.get_discriminator(cls) for cls in Item.__subclasses__()]
    assert len(set(named)) == len(named)
