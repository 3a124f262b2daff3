"""GET /api/admin/jobs"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from operations.api import list_jobs
from operations.jobs import Kind
from tests.support.requests import Response, admin_claims, send
from tests.support.wire import Wire, answered

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def machines(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in Kind:
        arn = f"arn:aws:states:eu-central-1:123456789012:stateMachine:haat-local-{kind.value}"
        monkeypatch.setenv(f"{kind.value.upper()}_MACHINE_ARN", arn)


def run(name: str, status: str, minutes: int) -> dict[str, Any]:
    began = NOON + timedelta(minutes=minutes)
    stopped = {} if status == "RUNNING" else {"stopDate": (began + timedelta(seconds=30)).timestamp()}
    return {"name": name, "status": status, "startDate": began.timestamp()} | stopped


def ask(**query: str) -> Response:
    return send(list_jobs.handler, query=query, claims=admin_claims())


def test_jobs_of_all_kinds_come_the_latest_first(wire: Wire) -> None:
    for runs in (
        [run("imp_1-1", "RUNNING", 5)],
        [run("exp_1", "FAILED", 9)],
        [run("2026-11-26", "SUCCEEDED", 1)],
    ):
        wire.next("ListExecutions", answered({"executions": runs}))

    assert ask().json["items"] == [
        {
            "kind": "export",
            "name": "exp_1",
            "status": "FAILED",
            "started_at": "2026-11-26T12:09:00Z",
            "stopped_at": "2026-11-26T12:09:30Z",
        },
        {
            "kind": "import",
            "name": "imp_1-1",
            "status": "RUNNING",
            "started_at": "2026-11-26T12:05:00Z",
            "stopped_at": None,
        },
        {
            "kind": "recommend",
            "name": "2026-11-26",
            "status": "SUCCEEDED",
            "started_at": "2026-11-26T12:01:00Z",
            "stopped_at": "2026-11-26T12:01:30Z",
        },
    ]


def test_one_kind_in_one_status_is_asked_for_alone(wire: Wire) -> None:
    wire.next("ListExecutions", answered({"executions": [run("imp_1-1", "RUNNING", 5)]}))

    assert [job["name"] for job in ask(kind="import", status="RUNNING", limit="1").json["items"]] == [
        "imp_1-1"
    ]
    (asked,) = wire.bodies("ListExecutions")
    assert asked["statusFilter"] == "RUNNING"
    assert asked["maxResults"] == 1
    assert asked["stateMachineArn"].endswith(":haat-local-import")


@pytest.mark.parametrize("query", [{"kind": "checkout"}, {"status": "done"}, {"limit": "0"}])
def test_what_is_no_job_is_refused(query: dict[str, str]) -> None:
    assert ask(**query).status == 422
