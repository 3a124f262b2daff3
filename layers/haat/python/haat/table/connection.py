"""The one connection to DynamoDB that every item class shares.

PynamoDB caches a connection, and so a client of 54–88 ms, per class; and its timeouts are 15 s and
30 s, longer than a request lives. Both are settled here.
"""

from functools import cache
from typing import Any

from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable
from pynamodb.connection.table import TableConnection

from haat.clients import client
from haat.settings import TABLE_NAME
from haat.table.meter import meter

READ_TIMEOUT_S = 2
ATTEMPTS = 3  # of botocore's standard mode, at throttling and lost connections
INDEX = "gsi1"

_KEYS = ("pk", "sk", "gsi1pk", "gsi1sk")


class MeteredConnection(Connection):
    """A connection on the kernel's client that counts its calls and the capacity they consumed."""

    @property
    def client(self) -> Any:
        return client("dynamodb", attempts=ATTEMPTS, read_timeout_s=READ_TIMEOUT_S)

    def dispatch(self, operation_name: str, operation_kwargs: dict[str, Any]) -> dict[str, Any]:
        data: dict[str, Any] = self._make_api_call(
            operation_name, {"ReturnConsumedCapacity": "TOTAL", **operation_kwargs}
        )
        meter.count(f"dynamodb.{operation_name}", _capacity_units(data.get("ConsumedCapacity")))
        return data


def _capacity_units(consumed: Any) -> float:
    tables = consumed if isinstance(consumed, list) else [consumed or {}]
    return float(sum(table.get("CapacityUnits", 0.0) for table in tables))


def schema(table_name: str) -> dict[str, Any]:
    """Keys of the table and of its index, as DescribeTable shows them."""
    return {
        "TableName": table_name,
        "KeySchema": _key_schema("pk", "sk"),
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in _KEYS],
        "GlobalSecondaryIndexes": [{"IndexName": INDEX, "KeySchema": _key_schema("gsi1pk", "gsi1sk")}],
    }


def _key_schema(hash_key: str, range_key: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_key, "KeyType": "HASH"},
        {"AttributeName": range_key, "KeyType": "RANGE"},
    ]


@cache
def shared() -> TableConnection:
    """The connection, made when the first item is read or written."""
    name = TABLE_NAME.text()
    table = TableConnection(name, meta_table=MetaTable(schema(name)))
    table.connection = MeteredConnection()
    table.connection.add_meta_table(MetaTable(schema(name)))
    return table
