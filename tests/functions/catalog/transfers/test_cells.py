"""Cells: no spreadsheet takes one for a formula, and all come back as they were."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.transfers import cells
from catalog.transfers.columns import column, written


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "'=", "''@"])
def test_a_cell_that_would_calculate_is_text(start: str) -> None:
    assert cells.shown(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "tea", "'tea'", "1-1", "{}"])
def test_other_cells_are_as_they_are(text: str) -> None:
    assert cells.shown(text) == text


@settings(deadline=None)
@given(st.text())
@example("'=1")
@example("''=1")
@example("'")
def test_a_text_comes_back_and_is_no_formula(text: str) -> None:
    assert cells.read(cells.shown(text)) == text
    assert not cells.shown(text).startswith(("=", "+", "-", "@", "\t", "\r"))


# 2.0 is the integer 2, as in every body.
PARTS = st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer())


@settings(deadline=None)
@given(st.text() | st.integers() | PARTS | st.booleans())
@example("15")
@example('"')
@example('"15"')
@example("true")
@example("[1]")
def test_a_value_comes_back_with_its_type(value: object) -> None:
    found = cells.scalar(cells.scalar_text(value))
    assert (found, type(found)) == (value, type(value))


def test_whatever_looks_like_half_a_character_is_text() -> None:
    assert cells.scalar(json.dumps("\ud800")) == '"\\ud800"'


def test_every_column_that_is_written_can_be_read() -> None:
    names = [one.name for one in written()]
    assert len(set(names)) == len(names)
    assert [column(name) for name in names] == written()
    assert {"name", "category", "sku", "price.amount_minor", "variant.images", "attributes"} <= set(names)
