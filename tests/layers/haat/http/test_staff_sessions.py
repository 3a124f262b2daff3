"""Staff who are shut out are out everywhere within 60 s, whatever their tokens say."""

from collections.abc import Iterator

import pytest

from haat import clock
from haat.clients import client
from haat.http import staff_sessions
from haat.http.staff_sessions import REFRESH_S, TOKEN_LIFE_S
from haat.http.tokens import staff_from_claims
from haat.settings import TABLE_NAME
from haat.table.meter import meter
from tests.layers.haat.http.test_revocation import Hands
from tests.support.requests import admin_claims


@pytest.fixture(autouse=True)
def hands(staff_look: None) -> Iterator[Hands]:
    """A clock that goes when it is told to."""
    moving = Hands()
    with clock.set_to(moving):
        meter.reset()
        yield moving


def end(username: str = "ada") -> None:
    client("dynamodb").put_item(TableName=TABLE_NAME.text(), Item=staff_sessions.ended(username))


def is_let_in(issued_at_s: float, username: str = "ada") -> bool:
    """Whether a token is good that the gateway has verified."""
    return staff_from_claims(admin_claims(username=username, iat=str(int(issued_at_s)))) is not None


def test_who_is_shut_out_is_out_within_a_minute_and_nobody_else_is(hands: Hands) -> None:
    issued_at_s = hands.at_s
    assert is_let_in(issued_at_s)
    hands.at_s += 1
    end()
    hands.at_s += REFRESH_S
    assert not is_let_in(issued_at_s)
    assert is_let_in(issued_at_s, "grace")
    assert REFRESH_S <= 60


def test_a_token_without_a_time_is_as_old_as_can_be() -> None:
    end()
    assert staff_from_claims(admin_claims(username="ada")) is None
    assert staff_from_claims(admin_claims(username="grace"))


def test_what_is_issued_later_is_good(hands: Hands) -> None:
    end()
    hands.at_s += 1
    assert is_let_in(hands.at_s)


def test_who_was_shut_out_twice_is_out_since_the_last_time(hands: Hands) -> None:
    end()
    hands.at_s += 60
    end()
    assert not is_let_in(hands.at_s - 10)


def test_it_is_known_as_long_as_a_token_lives_and_then_forgotten(hands: Hands) -> None:
    issued_at_s = hands.at_s
    end()
    hands.at_s += TOKEN_LIFE_S - 1
    assert not is_let_in(issued_at_s)
    hands.at_s += REFRESH_S
    assert is_let_in(hands.at_s)
    assert staff_sessions._known.ended_at_s == {}


def test_more_rows_than_a_page_holds_are_all_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff_sessions, "_PAGE", 2)
    for number in range(5):
        end(f"staff{number}")
    assert not any(is_let_in(0, f"staff{number}") for number in range(5))


def test_between_two_looks_nothing_is_read(hands: Hands) -> None:
    is_let_in(hands.at_s)
    meter.reset()
    hands.at_s += REFRESH_S - 1
    is_let_in(hands.at_s)
    assert meter.calls == []
    hands.at_s += 1
    is_let_in(hands.at_s)
    assert meter.calls == ["dynamodb.Query"]


def test_for_who_has_no_right_nothing_is_read(hands: Hands) -> None:
    assert staff_from_claims(admin_claims(**{"cognito:groups": ""})) is None
    assert staff_from_claims(admin_claims(token_use="id")) is None
    assert meter.calls == []
