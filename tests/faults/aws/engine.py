"""The table: real DynamoDB semantics from MiniStack's DynamoDB, called in this process.

Chosen by measuring (2 cores, ms of CPU a call): get 0.06, six-item transaction 0.8, query 0.2, where moto
takes 2 to 6 through its own HTTP layer, copies the table for each transaction and knows no request tokens,
and DynamoDB Local takes 2 to 4 over HTTP. All of them lack TransactionConflict: tests.faults.turns adds it.
"""

import json
from typing import Any, Protocol

from haat.table import connection
from infra.local import table_in_process
from infra.local.table_in_process import Answered

Raw = dict[str, Any]
"""An item as DynamoDB writes it."""


class Engine(Protocol):
    """Something with DynamoDB's semantics."""

    def create(self, table: str) -> None:
        """The one table, empty, with its stream."""

    def answer(self, operation: str, body: bytes) -> Answered:
        """Carry out one request."""

    def changes(self) -> list[Raw]:
        """The stream's records since this was asked last."""

    def items(self) -> list[Raw]:
        """Every item."""


class MiniStack:
    """MiniStack's DynamoDB, of which a process has one."""

    def __init__(self) -> None:
        self._module: Any = table_in_process.module()
        self._table = ""

    def create(self, table: str) -> None:
        self._table = table
        self._module.reset()
        schema = connection.schema(table)
        schema["GlobalSecondaryIndexes"][0]["Projection"] = {"ProjectionType": "ALL"}
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        request = schema | {"BillingMode": "PAY_PER_REQUEST", "StreamSpecification": stream}
        made = self.answer("CreateTable", json.dumps(request).encode())
        assert made.status == 200, made.body

    def answer(self, operation: str, body: bytes) -> Answered:
        return table_in_process.answer(operation, body)

    def changes(self) -> list[Raw]:
        records = self._module._stream_records.get(self._table) or []
        new = list(records)
        records.clear()
        return new

    def items(self) -> list[Raw]:
        partitions = self._module._tables[self._table]["items"].values()
        return [item for partition in partitions for item in partition.values()]
