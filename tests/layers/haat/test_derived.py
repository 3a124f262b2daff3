"""Secrets that follow from the one that every function has."""

import pytest

from haat.derived import is_tag, tag


def test_a_tag_is_256_bits_and_always_the_same() -> None:
    assert len(tag("links", "ord_1")) == 64
    assert tag("links", "ord_1") == tag("links", "ord_1")
    assert is_tag(tag("links", "ord_1"), "links", "ord_1")


def test_a_tag_says_nothing_of_another_text_or_purpose() -> None:
    assert not is_tag(tag("links", "ord_1"), "links", "ord_2")
    assert not is_tag(tag("links", "ord_1"), "addresses", "ord_1")
    assert tag("a", "b") != tag("", "ab")


def test_a_tag_follows_from_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    made = tag("links", "ord_1")
    monkeypatch.setenv("CURSOR_KEY", "another")
    assert not is_tag(made, "links", "ord_1")


@pytest.mark.parametrize("claimed", ["", "0" * 64, "é"])
def test_what_is_no_tag_is_none(claimed: str) -> None:
    assert not is_tag(claimed, "links", "ord_1")
