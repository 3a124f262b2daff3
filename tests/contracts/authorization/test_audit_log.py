"""No change by staff without its entry in the audit log, and no entry that anybody can change."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest

from catalog.gateway import Files
from catalog.transfers.imports import Upload
from haat.audit import Entry
from haat.grants import Table
from haat.keys import AUDIT_LOG
from haat.manifest import Auth, Function
from infra.cdk.services import discover, functions_of
from operations.gateway import LetterBox
from tests.contracts.authorization.deeds import DEEDS, Deed, path_of
from tests.contracts.authorization.rows import ENDPOINTS
from tests.contracts.authorization.shop import furnish
from tests.faults.world import World
from tests.support.requests import Response, admin_claims

GRANTS = [
    (function.name, grant)
    for function in functions_of(discover(), Function)
    for grant in function.grants
    if isinstance(grant, Table) and any(AUDIT_LOG.prefix.startswith(space.prefix) for space in grant.spaces)
]
CHANGING = {name for name, one in ENDPOINTS.items() if one.auth is Auth.STAFF and one.method != "GET"}


@dataclass(frozen=True)
class Done:
    """A deed, its answer and what the log said of it."""

    deed: Deed
    response: Response
    entries: list[Entry]


@pytest.fixture(scope="module")
def done() -> Iterator[list[Done]]:
    with World() as world, pytest.MonkeyPatch.context() as patch:
        for bucket in ("MEDIA_BUCKET", "TRANSFERS_BUCKET"):
            patch.setenv(bucket, "haat-test")
        patch.setattr(Files, "find", lambda *_: Upload(1000, '"etag"'))  # the world has no S3 and no SQS
        patch.setattr(LetterBox, "names", ["relay"])
        patch.setattr(LetterBox, "is_movable", lambda *_: True)
        patch.setattr(LetterBox, "count", lambda *_: 0)
        patch.setattr(LetterBox, "hand_back", lambda *_: 3)
        yield list(_walk(world))


def _walk(world: World) -> Iterator[Done]:
    things = {**furnish(world), "queue": "relay"}
    for number, deed in enumerate(DEEDS):
        before = log(world)
        headers = {"idempotency-key": f"deed-{number}", "audit-reason": f"reason {number}"}
        path = path_of(deed.endpoint, things)
        response = world.request(
            deed.endpoint, deed.body(things), path=path, headers=headers, claims=admin_claims()
        )
        assert response.status == deed.endpoint.status, f"{deed.endpoint.name}: {response.text}"
        yield Done(deed, response, log(world)[len(before) :])
        if deed.learns:
            things[deed.learns] = str(deed.member(response.json))


def log(world: World) -> list[Entry]:
    """All entries, the oldest first."""
    raw = [item for item in world.items() if item["pk"]["S"].startswith(AUDIT_LOG.prefix)]
    entries = [msgspec.json.decode(item["snapshot"]["S"], type=Entry) for item in raw]
    return sorted(entries, key=lambda entry: entry.id)


def test_every_operation_by_which_staff_change_something_is_a_deed() -> None:
    assert {deed.endpoint.name for deed in DEEDS} == CHANGING, "add it to authorization/deeds.py"


@pytest.mark.parametrize(
    "number", range(len(DEEDS)), ids=lambda number: f"{number}-{DEEDS[number].endpoint.name}"
)
def test_a_change_by_staff_has_one_entry_that_tells_of_it(done: list[Done], number: int) -> None:
    this = done[number]
    (entry,) = this.entries
    assert (entry.who, entry.operation) == ("admin", this.deed.endpoint.name)
    assert entry.changes
    assert all(change.before != change.after for change in entry.changes)
    assert entry.request_id == "req_test"
    assert entry.reason


def test_the_reason_is_the_bodys_or_else_the_headers(done: list[Done]) -> None:
    reasons = {this.deed.endpoint.name: this.entries[0].reason for this in done}
    assert reasons["reviews-decide-review"] == "Fine."
    assert str(reasons["promotions-archive-coupon"]).startswith("reason ")


def test_an_entry_has_no_address(done: list[Done]) -> None:
    told = msgspec.json.encode([this.entries for this in done])
    assert b"example.com" not in told
    assert b"(not kept)" in told


def test_staff_may_put_entries_where_they_may_change_something() -> None:
    putting = {name for name, grant in GRANTS if "PutItem" in grant.actions}
    assert putting == CHANGING


def test_no_function_may_change_or_delete_an_entry() -> None:
    allowed = {action for _, grant in GRANTS for action in grant.actions}
    assert allowed == {"PutItem", "Query"}
