"""When a decline is worth a mail, and what becomes of other people's text."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.domain import one_line
from tests.functions.notifications.examples import DECLINE


def test_a_decline_leaves_a_choice_while_there_are_attempts_and_time() -> None:
    assert DECLINE.leaves_a_choice("2026-11-22T09:44:59Z")


def test_the_last_attempt_leaves_no_choice() -> None:
    assert not replace(DECLINE, attempt=5).leaves_a_choice("2026-11-22T09:31:00Z")


def test_a_decline_heard_of_when_the_hold_is_over_leaves_no_choice() -> None:
    assert not DECLINE.leaves_a_choice("2026-11-22T09:45:00Z")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bowl", "Bowl"),
        ("  two\tspaces ", "two spaces"),
        ("Tea\r\nBcc: all@example.com", "Tea Bcc: all@example.com"),
        ("a\x00b\x1fc\x7fd\x85e\u2028f\u2029g", "a b c d e f g"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u2066inside\u2069", "inside"),
        ("দোকান\u200cঘর", "দোকান\u200cঘর"),  # a joiner that spelling needs
    ],
)
def test_text_becomes_one_line_that_runs_one_way(text: str, shown: str) -> None:
    assert one_line(text) == shown


@given(st.text())
def test_one_line_is_one_line_whatever_the_text(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert one_line(shown) == shown
