"""Cursors come back as they went out, or not at all."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haat.errors import CursorInvalid
from haat.http import cursor

positions = st.dictionaries(
    st.text(max_size=5),
    st.integers(-(2**63), 2**63 - 1)
    | st.text(max_size=9)
    | st.dictionaries(st.text(max_size=2), st.text(max_size=9)),
)
POSITION = {"pk": {"S": "ORDER#1"}, "sk": {"S": "ORDER"}}
HERE = "orders of usr_1"


def issued(position: dict[str, Any] | None = None) -> str:
    """The cursor of a position."""
    made = cursor.encode(position or POSITION, scope=HERE)
    assert made
    return made


@given(positions, st.text())
def test_a_position_survives_the_journey(position: dict[str, Any], scope: str) -> None:
    made = cursor.encode(position, scope=scope)
    assert made
    assert set(made) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert cursor.decode(made, scope=scope) == position


def test_the_end_of_a_list_has_no_cursor_and_its_start_needs_none() -> None:
    assert cursor.encode(None, scope=HERE) is None
    assert cursor.decode(None, scope=HERE) is None


@given(st.text())
def test_a_cursor_of_another_list_is_invalid(scope: str) -> None:
    expected = POSITION if scope == HERE else CursorInvalid()
    assert cursor.decode(issued(), scope=scope) == expected


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_garbage_is_invalid(text: str) -> None:
    assert cursor.decode(text, scope=HERE) == CursorInvalid()


@given(st.data())
def test_a_cursor_changed_in_one_character_is_invalid(data: st.DataObject) -> None:
    made = issued({"n": data.draw(st.integers(0, 999), "position")})
    place = data.draw(st.integers(0, len(made) - 1), "place")
    character = data.draw(st.characters(), "character")
    changed = made[:place] + character + made[place + 1 :]
    if changed != made:
        assert cursor.decode(changed, scope=HERE) == CursorInvalid()


@given(st.data())
def test_a_cursor_with_a_character_more_or_less_is_invalid(data: st.DataObject) -> None:
    made = issued()
    place = data.draw(st.integers(0, len(made)), "place")
    assert cursor.decode(made[:place], scope=HERE) == (POSITION if place == len(made) else CursorInvalid())
    more = made[:place] + data.draw(st.characters(), "character") + made[place:]
    assert cursor.decode(more, scope=HERE) == CursorInvalid()


def test_a_cursor_of_another_key_is_invalid(monkeypatch: pytest.MonkeyPatch) -> None:
    made = issued()
    monkeypatch.setenv("CURSOR_KEY", "another")
    assert cursor.decode(made, scope=HERE) == CursorInvalid()
