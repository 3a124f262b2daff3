"""After all the others: what functions did in this stack, by their logs, is what their manifests grant."""

import json
from collections.abc import Iterator
from typing import Any

from haat.manifest import Function
from infra.cdk.services import ROOT, discover, functions_of
from infra.local import aws
from tests.e2e.world import World
from tests.support.used_rights import beyond, calls_in

GROUP = "/aws/lambda/haat-local-"
CALLS = ROOT / ".haat" / "security" / "calls.json"  # read by `make security`


def lines(world: World) -> Iterator[tuple[str, str]]:
    """The name of a function, and a line that it logged about an invocation."""
    logs = aws.session().client("logs", endpoint_url=world.layout.endpoint_url)
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=GROUP):
        for group in page["logGroups"]:
            function = group["logGroupName"].removeprefix(GROUP)
            yield from ((function, line) for line in _of_group(logs, group["logGroupName"]))


def _of_group(logs: Any, group: str) -> Iterator[str]:
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group)
    yield from (event["message"] for page in pages for event in page["events"])


def test_no_function_called_what_its_manifest_does_not_grant(world: World) -> None:
    declared = {one.name: one for one in functions_of(discover(), Function)}
    calls = {name: called for name, called in calls_in(lines(world)).items() if name in declared}
    CALLS.parent.mkdir(parents=True, exist_ok=True)
    CALLS.write_text(json.dumps({name: sorted(called) for name, called in calls.items()}))
    assert calls
    assert beyond(calls, declared) == {}
