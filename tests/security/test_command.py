"""That the command would notice: a test that fails, one that cannot be run, a section that checks nothing."""

import json
from pathlib import Path

import pytest

from tests.security import __main__ as command
from tests.security.__main__ import told
from tests.security.counts import Counts
from tests.security.running import count_tests
from tests.security.sections import SECTIONS

TESTS = """
import pytest
def test_this_holds(): pass
def test_this_does_not(): assert False
@pytest.mark.skip(reason="not here")
def test_this_cannot_be_told(): pass
"""


def test_tests_are_counted_and_what_was_skipped_is_no_check(tmp_path: Path) -> None:
    file = tmp_path / "test_floor.py"
    file.write_text(TESTS)

    assert count_tests("test", [str(file)]) == Counts(checked=2, failed=1)


def test_a_path_that_is_not_there_has_failed(capsys: pytest.CaptureFixture[str]) -> None:
    assert count_tests("test", ["tests/nowhere"]).failed == 1
    assert "again: .venv/bin/pytest tests/nowhere" in capsys.readouterr().out


@pytest.mark.parametrize("counts", [Counts(checked=10, failed=1), Counts(checked=0, failed=0)])
def test_what_failed_and_what_checked_nothing_fails_the_command(
    counts: Counts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told({"jwt": counts, "inputs": Counts(3, 0)}) == 1
    assert "ONLY=jwt make security" in capsys.readouterr().err


def test_a_floor_that_holds_passes_the_command() -> None:
    assert told({"jwt": Counts(3, 0)}) == 0


def test_a_section_that_dies_has_failed_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(_: object) -> Counts:
        raise MemoryError

    monkeypatch.setattr(command, "FILE", tmp_path / "security.json")
    monkeypatch.setattr(command, "run", die)
    monkeypatch.setenv("ONLY", SECTIONS[0].name)
    with pytest.raises(MemoryError):
        command.main()
    assert json.loads(command.FILE.read_text())[SECTIONS[0].name]["failed"] == 1


@pytest.mark.parametrize("only", [",", "nothing", f"{SECTIONS[0].name},nothing"])
def test_a_section_that_is_not_known_is_an_error(only: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONLY", only)
    assert command.main() == 2


def test_every_section_has_something_to_run() -> None:
    assert all(section.tests or section.modules for section in SECTIONS)
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)
