"""Tokens that come by mail."""

import pytest

from haat import ids
from haat.mailed_token import Purpose, hash_of, id_in, is_hash_of, token_of

ABOUT = "rst_01kawzq3n5rv0v7k8t9m2c4x6y"


def test_a_token_names_what_it_is_for_and_follows_from_it() -> None:
    token = token_of(Purpose.PASSWORD_RESET, ABOUT)
    assert id_in(token) == ABOUT
    assert token == token_of(Purpose.PASSWORD_RESET, ABOUT)
    assert token != token_of(Purpose.PASSWORD_RESET, ids.new_id("rst"))


def test_another_key_makes_other_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(Purpose.PASSWORD_RESET, ABOUT)
    monkeypatch.setenv("CURSOR_KEY", "another")
    assert token_of(Purpose.PASSWORD_RESET, ABOUT) != token


def test_its_hash_tells_it_from_every_other_and_does_not_show_it() -> None:
    token = token_of(Purpose.PASSWORD_RESET, ABOUT)
    known = hash_of(token)
    assert is_hash_of(known, token)
    assert not is_hash_of(known, token[:-1] + ("0" if token[-1] != "0" else "1"))
    assert token.partition(".")[2] not in known


@pytest.mark.parametrize("text", ["", "x", "rst_1.2", ABOUT, f"{ABOUT}.{'0' * 63}", f"{ABOUT}.{'0' * 64}\n"])
def test_what_cannot_be_a_token_names_nothing(text: str) -> None:
    assert id_in(text) is None
