"""What staff change is told in the audit log, in the same transaction."""

from dataclasses import dataclass, replace

import pytest

from haat import clock
from haat.audit import AuditItem, Change, Entry, changed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.keys import AUDIT_LOG
from haat.permissions import Permission
from haat.table import reads
from tests.layers.haat.shelf import Body, Note, Notes, Taken, declared
from tests.support.requests import Response, customer_claims, send, staff_claims

pytestmark = pytest.mark.usefixtures("table")


@endpoint(declared(auth=Permission.OPERATE))
def write(call: Call[Body], notes: Notes) -> Answer[Note] | Taken | AlreadyAnswered:
    """Write a note where there is none."""
    answer = Answer(Note(call.input.text, 1))
    told = call.audited(f"note/{call.path['place']}", None, call.input)
    refusals = notes.write(call.path["place"], call.input.text, told, *call.remember(answer))
    if not refusals:
        return answer
    return AlreadyAnswered() if AlreadyAnswered() in refusals else Taken()


def asked(place: str, **headers: str) -> Response:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(write, {"text": "hello"}, path={"place": place}, headers=sent, claims=staff_claims("admin"))


def log() -> list[Entry]:
    month = AUDIT_LOG.key(clock.now()[:7])
    return [item.snapshot for item in reads.page(AuditItem, month, limit=100, after=None).items]


def test_an_entry_says_who_did_what_to_what_and_why() -> None:
    assert asked("top", audit_reason="It was asked for.").status == 200
    (entry,) = log()
    assert (entry.who, entry.operation, entry.subject) == ("admin", "shelf-write-note", "note/top")
    assert (entry.changes, entry.reason) == ((Change("text", None, "hello"),), "It was asked for.")
    assert entry.request_id == "req_test"
    assert asked("low").status == 200
    assert [each.reason for each in log()] == ["It was asked for.", None]


def test_a_reason_is_cut_where_it_is_too_long() -> None:
    asked("top", audit_reason="x" * 600)
    assert log()[0].reason == "x" * 500


def test_a_change_that_is_refused_has_no_entry() -> None:
    asked("top")
    assert asked("top").status == 409
    assert len(log()) == 1


def test_a_repeat_of_a_request_has_no_second_entry() -> None:
    first, second = asked("top", idempotency_key="k"), asked("top", idempotency_key="k")
    assert (first.status, second.text) == (200, first.text)
    assert len(log()) == 1


def test_only_staff_have_an_entry_to_write() -> None:
    @endpoint(declared())
    def handler(call: Call[Body]) -> None:
        call.audited("note/top", None, call.input)

    answer = send(handler, {"text": "hello"}, path={"place": "top"}, claims=customer_claims())
    assert answer.status == 500


@dataclass(frozen=True)
class Person:
    """Somebody with an address."""

    id: str
    email: str


ADA = Person("p", "ada@example.com")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, None, ()),
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, (Change("b", 2, 3),)),
        ({"a": 1}, {"b": 1}, (Change("a", 1, None), Change("b", None, 1))),
        (ADA, None, (Change("id", "p", None), Change("email", "(not kept)", None))),
        (ADA, replace(ADA, email="ida@example.com"), (Change("email", "(not kept)", "(not kept)"),)),
        (ADA, replace(ADA, email=""), (Change("email", "(not kept)", ""),)),
    ],
)
def test_what_differs_is_told_field_by_field_and_addresses_are_not(
    before: object, after: object, told: tuple[Change, ...]
) -> None:
    assert changed(before, after) == told


def test_a_long_value_is_known_by_its_hash() -> None:
    (change,) = changed({"text": "a" * 2000}, {"text": "b" * 1022})
    assert change.after == "b" * 1022
    assert change.before["bytes"] == 2002
    assert len(change.before["sha256"]) == 64
