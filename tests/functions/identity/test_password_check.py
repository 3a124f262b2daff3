"""The password once more, wherever it is asked for: who guesses with a stolen session does not get far."""

from collections.abc import Callable

import pytest

from identity.api import begin_link, close_account
from identity.domain.throttling import LOGINS_OF_ONE_GUESSER, WINDOW_S
from tests.functions.identity.factors import Ada, ada, guarded, sealing_key
from tests.functions.identity.support import PASSWORD, later
from tests.support.requests import Response, send

__all__ = ["ada", "guarded", "sealing_key"]

Ask = Callable[[Ada, str], Response]


def close(who: Ada, password: str) -> Response:
    return send(close_account.handler, {"password": password, "code": "000000"}, claims=who.claims)


def link(who: Ada, password: str) -> Response:
    body, path = {"password": password, "code": "000000"}, {"provider": "google"}
    return send(begin_link.handler, body, path=path, claims=who.claims)


ASKS: dict[str, Ask] = {
    "begin a second factor": lambda who, password: who.begin(password),
    "renew recovery codes": lambda who, password: who.renew("000000", password),
    "disable a second factor": lambda who, password: who.disable("000000", password),
    "close the account": close,
    "link a provider": link,
}


@pytest.mark.parametrize("ask", ASKS.values(), ids=ASKS.keys())
def test_a_session_may_guess_ten_times_and_then_waits(guarded: Ada, ask: Ask) -> None:
    answers = [ask(guarded, "wrong password") for _ in range(LOGINS_OF_ONE_GUESSER)]
    assert {answer.json["code"] for answer in answers} == {"password_wrong"}
    refused = ask(guarded, PASSWORD)
    assert (refused.status, refused.json["code"]) == (429, "too_many_attempts")
    assert 0 < int(refused.headers["retry-after"]) <= WINDOW_S


def test_the_guesses_count_together_whatever_they_are_for(guarded: Ada) -> None:
    for _ in range(LOGINS_OF_ONE_GUESSER // len(ASKS)):
        for ask in ASKS.values():
            assert ask(guarded, "wrong password").json["code"] == "password_wrong"
    assert close(guarded, PASSWORD).status == 429


def test_it_is_over_with_the_window(guarded: Ada) -> None:
    for _ in range(LOGINS_OF_ONE_GUESSER + 1):
        guarded.renew("000000", "wrong password")
    with later(60 + WINDOW_S):
        assert guarded.renew(guarded.code()).status == 200


def test_a_right_password_is_no_guess(guarded: Ada) -> None:
    for _ in range(LOGINS_OF_ONE_GUESSER + 1):
        assert guarded.renew(guarded.wrong()).json["code"] in {
            "second_factor_code_invalid",
            "second_factor_codes_held_up",
        }
