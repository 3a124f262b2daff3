"""Tokens that come by mail."""

import json

import pytest

from haat import ids, link_keys
from haat.mailed_token import Purpose, id_in, is_token_of, token_of

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


def is_right(token: str, about: str = ABOUT) -> bool:
    return is_token_of(Purpose.PASSWORD_RESET, about, token)


def test_it_is_told_from_every_other() -> None:
    token = token_of(Purpose.PASSWORD_RESET, ABOUT)
    assert is_right(token)
    assert not is_right(token[:-1] + ("0" if token[-1] != "0" else "1"))
    assert not is_right(token, ids.new_id("rst"))
    assert not is_right(token.replace(ABOUT, ids.new_id("rst")))


def test_whichever_of_the_taken_keys_made_it_it_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier, newer = (tokens_by(monkeypatch, key) for key in ("earlier", "newer"))
    monkeypatch.delenv("CURSOR_KEY")
    secret = json.dumps({"key": "newer", "from_s": 0, "earlier": [{"key": "earlier"}]})
    monkeypatch.setattr(link_keys, "_keys", lambda: link_keys.keys_in(secret))
    assert is_right(earlier)
    assert is_right(newer)


def tokens_by(monkeypatch: pytest.MonkeyPatch, key: str) -> str:
    monkeypatch.setenv("CURSOR_KEY", key)
    return token_of(Purpose.PASSWORD_RESET, ABOUT)


@pytest.mark.parametrize("text", ["", "x", "rst_1.2", ABOUT, f"{ABOUT}.{'0' * 63}", f"{ABOUT}.{'0' * 64}\n"])
def test_what_cannot_be_a_token_names_nothing(text: str) -> None:
    assert id_in(text) is None
