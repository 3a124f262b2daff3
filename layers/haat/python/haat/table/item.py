"""The base of every item in the table, and the attributes PynamoDB lacks."""

from dataclasses import asdict
from typing import Any, TypeVar

import msgspec
from pynamodb.attributes import Attribute, DiscriminatorAttribute, UnicodeAttribute
from pynamodb.connection.table import TableConnection
from pynamodb.constants import MAP, NUMBER, STRING
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from haat.sale import Sale
from haat.table import connection

T = TypeVar("T")
Text = UnicodeAttribute


class Integer(Attribute[int]):
    """A whole number (PynamoDB's own number may be a float)."""

    attr_type = NUMBER

    def serialize(self, value: int) -> str:
        return str(value)

    def deserialize(self, value: str) -> int:
        return int(value)


class Document(Attribute[T]):
    """A domain value kept as JSON text: cheaper than DynamoDB maps, and typed by its dataclass."""

    attr_type = STRING

    def __init__(self, of: Any, *, null: bool = False) -> None:
        super().__init__(null=null)
        self._type = of

    def serialize(self, value: T) -> str:
        return msgspec.json.encode(value).decode()

    def deserialize(self, value: str) -> T:
        decoded: T = msgspec.json.decode(value, type=self._type)
        return decoded


class OptionalInteger(Attribute[int | None]):
    """A whole number that may be missing."""

    attr_type = NUMBER

    def serialize(self, value: int | None) -> str:
        return str(value)

    def deserialize(self, value: str) -> int:
        return int(value)


class IntegerMap(Attribute[dict[str, int]]):
    """Whole numbers by name, each of which a condition can name: `SkuItem.prices["EUR"] == 1999`."""

    attr_type = MAP

    def serialize(self, value: dict[str, int]) -> dict[str, dict[str, str]]:
        return _numbers(value)

    def deserialize(self, value: dict[str, dict[str, str]]) -> dict[str, int]:
        return {name: int(number[NUMBER]) for name, number in value.items()}


class SaleMap(Attribute[dict[str, Sale] | None]):
    """Sales by currency, each of whose numbers a condition can name: `SkuItem.sales["EUR"]["from_s"]`."""

    attr_type = MAP

    def serialize(self, value: dict[str, Sale] | None) -> dict[str, Any]:
        return {currency: {MAP: _numbers(asdict(sale))} for currency, sale in (value or {}).items()}

    def deserialize(self, value: dict[str, Any]) -> dict[str, Sale]:
        return {
            currency: Sale(**{name: int(number[NUMBER]) for name, number in sale[MAP].items()})
            for currency, sale in value.items()
        }


def _numbers(values: dict[str, int]) -> dict[str, dict[str, str]]:
    return {name: {NUMBER: str(number)} for name, number in values.items()}


class _Index(GlobalSecondaryIndex["Item"]):  # type: ignore[no-untyped-call]  # PynamoDB leaves it untyped
    """The one index: whatever a store wants to list by another key. Eventually consistent."""

    class Meta:
        index_name = connection.INDEX
        projection = AllProjection()

    gsi1pk = UnicodeAttribute(hash_key=True)
    gsi1sk = UnicodeAttribute(range_key=True)


class Item(Model):
    """One item. Each store derives its classes from this, all classes of a partition in one store.

    `version` counts the changes, from 1. `writer` is the token of the last write, by which a write
    whose answer was lost recognises itself. `ttl` is a time in seconds since the epoch: DynamoDB
    deletes late, so no rule may depend on it.
    """

    class Meta:
        table_name = "set by the connection"

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    kind = DiscriminatorAttribute()
    version = Integer(default=1)
    writer = UnicodeAttribute(null=True)
    ttl = Integer(null=True)

    index = _Index()

    @classmethod
    def _get_connection(cls) -> TableConnection:
        return connection.shared()
