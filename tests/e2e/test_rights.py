"""After all the others: what functions did in this stack, by their logs, is what their manifests grant."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from haat.manifest import Function
from infra.cdk.services import ROOT, discover, functions_of
from infra.local import aws
from tests.e2e.world import World
from tests.support.used_rights import calls_in, compare

PREFIX = "haat-local-"
REPORT = ROOT / ".haat" / "security" / "rights.json"


def lines(world: World) -> Iterator[tuple[str, str]]:
    """The name of a function, and a line that it logged."""
    logs = aws.session().client("logs", endpoint_url=world.layout.endpoint_url)
    for group in logs.describe_log_groups()["logGroups"]:
        function = group["logGroupName"].rpartition("/")[2].removeprefix(PREFIX)
        asked: dict[str, Any] = {"logGroupName": group["logGroupName"]}
        while True:
            page = logs.filter_log_events(**asked)
            yield from ((function, event["message"]) for event in page["events"])
            if not page.get("nextToken") or page["nextToken"] == asked.get("nextToken"):
                break
            asked["nextToken"] = page["nextToken"]


def test_no_function_called_what_its_manifest_does_not_grant(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    declared = {one.name: one for one in functions_of(discover(), Function)}
    calls = calls_in(lines(world))
    compared = compare(calls, declared)
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(compared.shown)
    idle = sum(len(rights) for rights in compared.unused.values())
    told = f"{len(calls)} functions ran, {len(compared.silent)} did not; rights not used here: {idle}"
    with capsys.disabled():
        sys.stdout.write(f"\n{told}, see {REPORT.relative_to(ROOT)}\n")
    assert len(calls) > 20
    assert compared.beyond == {}
