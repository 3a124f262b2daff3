"""GET /api/admin/audit-log"""

from dataclasses import replace

import pytest

from auditlog import domain
from auditlog.api import list_entries
from haat import audit, clock
from haat.permissions import PERMISSIONS, Permission, Role
from haat.table import writes
from haat.table.meter import meter
from tests.support.requests import Response, send, staff_claims
from tests.support.rights import somebody_else

pytestmark = pytest.mark.usefixtures("table")
NOW = "2026-11-26T12:00:00Z"


def told(at: str, *, who: str = "ada", operation: str = "do-this", subject: str = "coupon/A") -> None:
    """An entry of a moment."""
    entry = audit.entry(who, operation, subject, (), reason=None, request_id=at)
    with somebody_else():
        assert writes.commit(audit.kept(replace(entry, at=at))) == []


def listed(**query: str) -> Response:
    with clock.set_to(lambda: clock_s(NOW)):
        return send(list_entries.handler, query=query, claims=staff_claims("admin"))


def clock_s(moment: str) -> float:
    return float(clock.seconds(moment))


def found(**query: str) -> list[str]:
    """Moments of what is found, over all pages."""
    moments: list[str] = []
    for _ in range(20):
        answer = listed(**query)
        assert answer.status == 200, answer.text
        moments += [entry["at"][:10] for entry in answer.json["items"]]
        if answer.json["next"] is None:
            return moments
        query["cursor"] = answer.json["next"]
    raise AssertionError("no end of pages")


@pytest.fixture
def year(table: None) -> None:
    """Entries of five months, one of them by somebody else about something else."""
    for at in ("2025-10-01", "2026-01-31", "2026-02-01", "2026-11-25", "2026-11-26"):
        told(f"{at}T10:00:00Z")
    told("2026-11-24T10:00:00Z", who="eve", operation="do-that", subject="coupon/B")


@pytest.mark.usefixtures("year")
def test_entries_of_the_last_year_come_newest_first_whatever_the_pages() -> None:
    whole = ["2026-11-26", "2026-11-25", "2026-11-24", "2026-02-01", "2026-01-31"]
    assert found() == whole
    assert found(limit="1") == whole
    assert found(limit="2") == whole


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("limit", ["1", "20"])
@pytest.mark.parametrize(
    ("query", "moments"),
    [
        ({"who": "ada"}, ["2026-11-26", "2026-11-25", "2026-02-01", "2026-01-31"]),
        ({"who": "eve"}, ["2026-11-24"]),
        ({"operation": "do-that"}, ["2026-11-24"]),
        ({"who": "ada", "operation": "do-that"}, []),
        ({"subject": "coupon/B"}, ["2026-11-24"]),
        ({"subject": "coupon/A", "from": "2026-02-01"}, ["2026-11-26", "2026-11-25", "2026-02-01"]),
        ({"subject": "coupon/A", "who": "eve"}, []),
        ({"subject": "coupon/A", "to": "2026-02-01"}, ["2026-02-01", "2026-01-31", "2025-10-01"]),
        ({"from": "2026-01-31", "to": "2026-02-01"}, ["2026-02-01", "2026-01-31"]),
        ({"from": "2026-11-25", "to": "2026-11-25"}, ["2026-11-25"]),
        ({"from": "2026-11-25", "to": "2027-11-25"}, ["2026-11-26", "2026-11-25"]),
        ({"who": "ada", "from": "2020-01-01", "to": "2025-12-31"}, ["2025-10-01"]),
        ({"subject": "nothing"}, []),
    ],
)
def test_entries_are_found_by_whom_what_which_and_when(
    query: dict[str, str], moments: list[str], limit: str
) -> None:
    assert found(**query, limit=limit) == moments


@pytest.mark.usefixtures("year")
def test_a_page_looks_into_a_dozen_months_at_most() -> None:
    listed(**{"who": "nobody", "from": "2000-01-01"})
    assert len(meter.calls) == 12


def test_a_cursor_is_good_for_its_own_filters_only() -> None:
    told(NOW)
    told("2026-11-25T10:00:00Z")
    following = listed(limit="1").json["next"]
    assert listed(cursor=following, limit="5").status == 200
    for query in ({"who": "ada"}, {"subject": "coupon/A"}, {"from": "2026-11-01"}):
        assert listed(cursor=following, **query).json["code"] == "cursor_invalid"


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"from": "2026-11-02", "to": "2026-11-01"}, "/to"),
        ({"from": "yesterday"}, "/from"),
        ({"who": ""}, "/who"),
        ({"limit": "101"}, "/limit"),
        ({"whom": "ada"}, "/whom"),
    ],
)
def test_what_is_not_valid_is_pointed_at(query: dict[str, str], pointer: str) -> None:
    answer = listed(**query)
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize("role", Role)
def test_nobody_reads_it_without_the_right_to(role: Role) -> None:
    may = Permission.READ_AUDIT in PERMISSIONS[role]
    assert send(list_entries.handler, claims=staff_claims(role)).status == (200 if may else 403)


def test_an_entry_is_shown_as_it_was_written() -> None:
    told(NOW, who="eve", subject="order/ord_1")
    (entry,) = listed().json["items"]
    assert {name: entry[name] for name in ("who", "operation", "subject", "reason", "request_id")} == {
        "who": "eve",
        "operation": "do-this",
        "subject": "order/ord_1",
        "reason": None,
        "request_id": NOW,
    }


@pytest.mark.parametrize(
    ("place", "before"),
    [("2026-11-26T10:00:00Z#aud_1", "2026-10~"), ("2026-01~", "2025-12~"), ("2026-03-01~", "2026-02~")],
)
def test_before_a_month_comes_the_month_before(place: str, before: str) -> None:
    assert domain.month_before(place) == before
