"""Whether handlers do only what their manifests say: every write, read and event is compared with it.

A directory's conftest imports `rights`, and every test of that directory checks it on the way.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from haat.grants import Scan, Table
from haat.http.endpoint import Handler
from haat.manifest import Function
from haat.observability import Invocation
from haat.table.connection import INDEX, MeteredConnection
from haat.table.meter import meter
from haat.wiring import Wired
from relay.keys import AGGREGATES
from tests.support import used_rights

_ACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
Use = tuple[str, str, bool]
"""Action, partition key, and whether the index was asked."""

_actors: list[Function | None] = [None]


def somebody_else() -> AbstractContextManager[None]:
    """What happens inside is done by others, at the same time as what a handler does."""
    return _acting(None)


@contextmanager
def _acting(declared: Function | None) -> Iterator[None]:
    _actors.append(declared)
    try:
        yield
    finally:
        _actors.pop()


@pytest.fixture(autouse=True)
def rights(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test whose handlers went beyond their grants or emitted what they do not declare."""
    found: set[str] = set()
    dispatch, run, answer = MeteredConnection.dispatch, Wired.run, Handler._answer

    def watched_run(self: Wired[Any, Any, Any], given: object) -> Any:
        with _acting(self.declared):
            try:
                return run(self, given)
            finally:
                used_rights.note_calls(self.declared.name, meter.calls)

    def watched_answer(self: Handler[Any, Any], event: Any, this: Invocation) -> Any:
        """What happens around a handler, too: who calls, how often, and whether they were answered before."""
        with _acting(self.declared):
            return answer(self, event, this)

    def watched_dispatch(self: MeteredConnection, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        declared = _actors[-1]
        if declared:
            found.update(excess(declared, operation, request))
        return dispatch(self, operation, request)

    monkeypatch.setattr(Wired, "run", watched_run)
    monkeypatch.setattr(Handler, "_answer", watched_answer)
    monkeypatch.setattr(MeteredConnection, "dispatch", watched_dispatch)
    yield
    assert not found, "beyond the manifest: " + "; ".join(sorted(found))


def excess(declared: Function, operation: str, request: dict[str, Any]) -> Iterator[str]:
    """What of a request to DynamoDB is beyond the manifest, in words."""
    if operation == "Scan" and Scan() not in declared.grants:
        yield f"{declared.module} may not scan"
    elif operation == "Scan":
        used_rights.note(declared.name, "dynamodb.Scan")
    for action, key, indexed in _uses(operation, request) if operation != "Scan" else ():
        allowed = [right for grant in declared.grants for right in _allowed(grant, action, key, indexed)]
        used_rights.note(declared.name, *allowed)
        if not allowed:
            yield f"{declared.module} may not {action} {key}"
    for event, aggregate in _events(operation, request):
        if event not in declared.emits:
            yield f"{declared.module} may not emit {event}"
        if not any(aggregate.startswith(space.prefix) for space in AGGREGATES):
            yield f"relay may not read events of {aggregate}: relay.keys.AGGREGATES"


def _allowed(grant: object, action: str, key: str, indexed: bool) -> Iterator[str]:
    """The rights that this is a use of."""
    if isinstance(grant, Table) and action in grant.actions and grant.index == indexed:
        prefixes = (space.prefix for space in grant.spaces if key.startswith(space.prefix))
        yield from (used_rights.of_table(grant, action, prefix) for prefix in prefixes)


def _uses(operation: str, request: dict[str, Any]) -> Iterator[Use]:
    match operation:
        case "TransactWriteItems":
            for item in request["TransactItems"]:
                ((kind, write),) = item.items()
                yield f"{kind}Item", _key(write), False
        case "BatchGetItem":
            for table in request["RequestItems"].values():
                yield from ((operation, key["pk"]["S"], False) for key in table["Keys"])
        case "BatchWriteItem":
            for requests in request["RequestItems"].values():
                yield from (
                    (operation, request["DeleteRequest"]["Key"]["pk"]["S"], False) for request in requests
                )
        case "Query":
            values = request["ExpressionAttributeValues"].values()
            first = next(value["S"] for value in values if "S" in value and "#" in value["S"])
            yield operation, first, request.get("IndexName") == INDEX
        case _:
            yield operation, _key(request), False


def _key(request: dict[str, Any]) -> str:
    key: str = (request.get("Key") or request["Item"])["pk"]["S"]
    return key


def _events(operation: str, request: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name and aggregate of each event that is put."""
    puts = [item.get("Put", {}) for item in request.get("TransactItems", [])] or [request]
    for put in puts:
        item = put.get("Item", {})
        if item.get("kind", {}).get("S") == "event":
            yield item["name"]["S"], item["pk"]["S"]
