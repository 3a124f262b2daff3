"""Guessing passwords is stopped where it comes from, and keeps nobody out of an account."""

import pytest

from identity.api import login
from identity.domain.throttling import (
    FAILURES_AT_ONE_ACCOUNT,
    FAILURES_FROM_ONE_PLACE,
    LOGINS_OF_ONE_GUESSER,
    WINDOW_S,
)
from identity.passwords import Passwords
from tests.functions.identity.support import NOW_S, PASSWORD, later, register_ada
from tests.support.requests import Response, seen_at, send

pytestmark = pytest.mark.usefixtures("shop")
HOME = "192.0.2.1"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords as they are: hundreds of hashes would take their time."""
    monkeypatch.setattr(Passwords, "hash", lambda self, password: f"kept {password}")
    monkeypatch.setattr(Passwords, "matches", lambda self, known, password: known == f"kept {password}")
    monkeypatch.setattr(Passwords, "is_outdated", lambda self, known: False)


def log_in(
    password: str = PASSWORD, place: str = HOME, email: str = "ada@example.com", device: str = ""
) -> Response:
    body = {"email": email, "password": password, "device_token": device}
    return send(login.handler, body, headers=seen_at(place))


def guess(place: str, times: int = 1, email: str = "ada@example.com") -> list[int]:
    return [log_in("wrong password", place, email).status for _ in range(times)]


def places(count: int) -> list[str]:
    return [f"10.0.{number // 250}.{number % 250}" for number in range(count)]


def attack() -> None:
    """Guesses from so many places that the account is known to be under attack."""
    for place in places(FAILURES_AT_ONE_ACCOUNT):
        assert guess(place) == [401]


def test_a_place_guesses_ten_times_whether_there_is_an_account_or_not() -> None:
    register_ada()
    for email in ("ada@example.com", "ida@example.com"):
        assert guess(HOME, LOGINS_OF_ONE_GUESSER + 1, email) == [*[401] * LOGINS_OF_ONE_GUESSER, 429]
    response = log_in()
    assert (response.status, response.json["code"]) == (429, "too_many_attempts")
    assert response.headers["retry-after"] == str(WINDOW_S - NOW_S % WINDOW_S)
    with later(WINDOW_S):
        assert log_in().status == 200


def test_guessing_elsewhere_keeps_nobody_out() -> None:
    register_ada()
    assert guess("203.0.113.7", LOGINS_OF_ONE_GUESSER + 1)[-1] == 429
    assert log_in().status == 200


def test_while_an_account_is_tried_from_everywhere_each_strange_place_has_one_guess() -> None:
    register_ada()
    attack()
    assert guess("203.0.113.7", 2) == [401, 429]
    assert log_in(place="203.0.113.8").status == 200
    assert log_in(place="203.0.113.8").status == 200  # who gets in has not guessed


def test_a_device_that_has_been_in_is_counted_by_itself_whatever_happens_around_it() -> None:
    device = register_ada().json["device_token"]
    attack()
    guess(HOME, 3)
    assert log_in().status == 429
    assert log_in("a slip of the hand", device=device).status == 401
    assert log_in(device=device).status == 200


def test_a_device_guesses_ten_times_from_wherever_it_is() -> None:
    device = register_ada().json["device_token"]
    for place in places(LOGINS_OF_ONE_GUESSER):
        assert log_in("wrong password", place, device=device).status == 401
    assert log_in(device=device).status == 429
    assert log_in().status == 200


def test_a_device_of_another_account_is_a_strange_one() -> None:
    register_ada()
    eve = register_ada(email="eve@example.com").json["device_token"]
    for made_up in (eve, "fam_01hzzzzzzzzzzzzzzzzzzzzzzz." + "0" * 64, "x"):
        log_in("wrong password", device=made_up)
    assert guess(HOME, LOGINS_OF_ONE_GUESSER - 2)[-1] == 429


def test_one_place_cannot_try_a_word_at_every_account() -> None:
    for number in range(FAILURES_FROM_ONE_PLACE):
        assert guess(HOME, email=f"somebody-{number}@example.com") == [401]
    assert guess(HOME, email="one-more@example.com") == [429]
    assert guess("192.0.2.2", email="one-more@example.com") == [401]


def test_who_gets_in_has_not_guessed() -> None:
    register_ada()
    for _ in range(2):
        guess(HOME, LOGINS_OF_ONE_GUESSER - 1)
        assert log_in().status == 200
    for _ in range(FAILURES_FROM_ONE_PLACE - 2 * (LOGINS_OF_ONE_GUESSER - 1) + 1):
        assert log_in().status == 200
