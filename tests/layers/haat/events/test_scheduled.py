"""The wrapper of what the clock starts."""

import json

import pytest

from haat.events.scheduled import scheduled
from haat.manifest import schedule
from haat.observability import Invocation

SWEEP = schedule(5, "shelf.tasks.sweep_dust")


class Broom:
    """A dependency, built without arguments."""

    strokes = 3


@scheduled(SWEEP)
def handler(run: Invocation, broom: Broom) -> None:
    """Sweep."""
    run.count("Strokes", broom.strokes)


def test_a_run_gets_its_dependencies_and_reports_what_it_counted(capsys: pytest.CaptureFixture[str]) -> None:
    handler({"time": "2026-11-22T09:30:00Z"}, None)
    line = json.loads(capsys.readouterr().out)
    assert (line["service"], line["operation"], line["outcome"]) == ("shelf", "sweep_dust", "done")
    assert line["Strokes"] == [3.0]


def test_a_fault_is_raised_so_that_the_platform_counts_it(capsys: pytest.CaptureFixture[str]) -> None:
    @scheduled(SWEEP)
    def broken(run: Invocation) -> None:
        raise RuntimeError("no broom")

    with pytest.raises(RuntimeError, match="no broom"):
        broken({}, None)
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["Fault"] == [1.0]


def test_a_handler_keeps_its_declaration_and_its_docstring() -> None:
    assert (handler.declared, handler.__doc__) == (SWEEP, "Sweep.")
