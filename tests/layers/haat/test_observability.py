"""One line of metrics for each invocation; logs and traces when they matter."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from haat import observability
from haat.observability import count, invocation
from haat.table.meter import meter

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    """What was written to standard output, as JSON."""
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_invocation_writes_one_line_with_what_it_counted_and_its_properties(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGE", "dev")
    with invocation("shelf", "count_units", "req_1") as this:
        meter.count("dynamodb.GetItem", 0.5)
        meter.count("dynamodb.UpdateItem", 2)
        meter.count("events.PutEvents")
        this.outcome = "200"
        this.properties["shelf"] = "top"
        this.count("UnitsCounted", 3)
        this.count("UnitsCounted")
        this.count("UnitsLost", 0)
    (line,) = lines()
    (declared,) = line.pop("_aws")["CloudWatchMetrics"]
    assert declared["Namespace"] == "Haat"
    assert sorted(declared["Dimensions"][0]) == ["operation", "service"]
    assert declared["Metrics"] == [{"Name": "UnitsCounted", "Unit": "Count"}]
    assert line.pop("duration_ms") >= 0
    assert line == {
        "service": "shelf",
        "operation": "count_units",
        "request_id": "req_1",
        "stage": "dev",
        "outcome": "200",
        "fault": False,
        "calls": "dynamodb.GetItem dynamodb.UpdateItem events.PutEvents",
        "round_trips": 3,
        "read_units": 0.5,
        "write_units": 2.0,
        "shelf": "top",
        "UnitsLost": [0],
        "UnitsCounted": [4.0],
    }


def test_an_invocation_that_counted_nothing_costs_no_metric(lines: Lines) -> None:
    with invocation("shelf", "count_units", "req_1") as this:
        this.outcome = "200"
    (line,) = lines()
    assert "_aws" not in line
    assert (line["service"], line["operation"], line["outcome"]) == ("shelf", "count_units", "200")


def test_a_fault_is_counted_logged_and_raised(lines: Lines, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyError), invocation("shelf", "count_units", "req_1"):
        raise KeyError("top")
    assert [line["Fault"] for line in lines() if "Fault" in line] == [[1.0]]
    (told,) = caplog.records
    assert (told.levelname, told.__dict__["operation"], told.__dict__["request_id"]) == (
        "ERROR",
        "count_units",
        "req_1",
    )


def test_every_invocation_starts_from_nothing(lines: Lines) -> None:
    for number in range(2):
        with invocation("shelf", "count_units", f"req_{number}"):
            meter.count("dynamodb.GetItem", 0.5)
            count("UnitsCounted")
    assert [(line["round_trips"], line["UnitsCounted"]) for line in lines()] == [(1, [1.0])] * 2


def test_code_that_is_not_handed_the_invocation_counts_for_the_one_that_runs() -> None:
    count("Unheard")
    with invocation("shelf", "outer", "req_1") as outer:
        count("Heard")
        with invocation("shelf", "inner", "req_2") as inner:
            count("Heard", 2)
        count("Heard")
    count("Unheard")
    assert (outer.counts, inner.counts) == ({"Heard": 2}, {"Heard": 2})


SAMPLING = """
import json, os, sys
from haat.observability import invocation
with invocation("shelf", "count_units", "req_1"):
    pass
print(json.dumps("aws_xray_sdk" in sys.modules))
"""


@pytest.mark.parametrize(
    ("header", "loaded"),
    [
        (None, False),
        ("Root=1-5759e988-bd862e3f;Sampled=0", False),
        ("Root=1-5759e988-bd862e3f;Sampled=1", True),
    ],
    ids=["no trace", "not sampled", "sampled"],
)
def test_the_tracer_is_loaded_by_a_request_that_is_sampled_and_by_no_other(
    header: str | None, loaded: bool
) -> None:
    environment = {
        "PYTHONPATH": ":".join(sys.path),
        "AWS_LAMBDA_FUNCTION_NAME": "shelf-count-units",
        "LAMBDA_TASK_ROOT": "/var/task",
        **({"_X_AMZN_TRACE_ID": header} if header else {}),
    }
    command = [sys.executable, "-c", SAMPLING]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout.splitlines()[-1]) is loaded


def test_loggers_and_tracers_are_made_once() -> None:
    assert observability.logger("shelf") is observability.logger("shelf")
