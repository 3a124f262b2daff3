"""Icecat's texts made plain."""

import pytest

from infra.local.shop.icecat_text import clipped, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kit <strong>for  the\n8550</strong>", "Kit for the 8550"),
        ("VGA 90&deg; cable", "VGA 90° cable"),
        ("Mini PC (<= 3L)", "Mini PC (<= 3L)"),
        ("non\xa0breaking\u2029and\x84control", "non breaking and control"),
        ("half a pair \ud83d", "half a pair"),
        (" \t ", ""),
    ],
)
def test_a_text_loses_tags_entities_and_what_cannot_be_printed(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_a_text_that_fits_is_left_alone() -> None:
    assert clipped("12345", 5) == "12345"


def test_a_text_too_long_ends_in_an_ellipsis_within_the_limit() -> None:
    assert clipped("123 56", 5) == "123…"
    assert clipped("1234567", 5) == "1234…"
