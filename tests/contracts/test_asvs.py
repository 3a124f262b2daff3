"""The table of ASVS in SECURITY.md is whole, and what it names is there."""

import re
from collections import Counter

import pytest

from infra.cdk.services import ROOT
from infra.docs import asvs
from infra.docs.asvs import BEGIN, DOCUMENT, END, STATES, Line, lines, renewed, table

LINES = list(lines())
OF_LEVEL = {1: 70, 2: 183}  # in ASVS 5.0.0
CHAPTERS = 17


def test_every_requirement_of_the_two_levels_has_its_line() -> None:
    assert Counter(line.level for line in LINES) == OF_LEVEL
    assert len({line.id for line in LINES}) == len(LINES)
    assert all(re.fullmatch(r"V\d+\.\d+\.\d+", line.id) for line in LINES)
    assert {int(line.id[1:].split(".")[0]) for line in LINES} == set(range(1, CHAPTERS + 1))


def test_every_line_says_how_it_is_met_or_why_not() -> None:
    assert {line.state for line in LINES} == set(STATES)
    assert [line.id for line in LINES if not line.what or not line.how] == []


def test_every_test_that_is_named_is_there() -> None:
    named = [(line.id, file, name) for line in LINES for file, name in line.tests]
    assert len(named) > 100
    missing = [
        one
        for one in named
        if not (ROOT / "tests" / one[1]).is_file()
        or (one[2] and f"def {one[2]}(" not in (ROOT / "tests" / one[1]).read_text())
    ]
    assert missing == []


def test_the_table_is_up_to_date() -> None:
    now = DOCUMENT.read_text()
    assert renewed(now, table(LINES)) == now, "python -m infra.docs.asvs --write"


def test_a_row_names_tests_in_words() -> None:
    line = Line("V1.1.1", 1, "doors are shut", "tested", "a/test_doors.py::test_a_door_shuts a/test_keys.py")
    row = "| V1.1.1 | 1 | doors are shut | tested | `a/test_doors` (a door shuts); `a/test_keys` |"
    assert row in table([line])


@pytest.mark.parametrize("text", ["", BEGIN, END, f"{END} {BEGIN}"])
def test_a_text_without_markers_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="markers"):
        renewed(text, "new")


def test_a_table_that_is_out_of_date_is_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asvs.main([]) == 0
    monkeypatch.setattr(asvs, "lines", lambda: iter(LINES[:1]))
    assert asvs.main([]) == 1
    assert "--write" in capsys.readouterr().out


def test_what_the_table_speaks_of_above_it_is_there() -> None:
    document = DOCUMENT.read_text()
    for line in LINES:
        for heading in re.findall(r'^"([^"]+)" above', line.how):
            assert heading in document.split(BEGIN)[0]
