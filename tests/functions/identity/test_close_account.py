"""POST /api/users/erase, and what follows when the time has come."""

import pytest

from haat.events.outbox import EventItem
from haat.http import revocation
from haat.http.revocation import TOKEN_LIFE_S
from haat.table import writes
from haat.table.erased import is_erased
from haat.table.meter import meter
from identity.api import close_account, get_profile
from identity.domain.erasure import ERASED_AFTER_S
from identity.keys import USER
from identity.manifests import erasure
from identity.store.accounts import AccountStore
from identity.tasks import erase_accounts
from tests.functions.identity.factors import WHILE_THE_PASSWORD_IS_CHECKED, Ada, ada, guarded, sealing_key
from tests.functions.identity.support import PASSWORD, items, later, log_in, refresh, register_ada
from tests.support.events import emitted
from tests.support.meanwhile import Rivals, rivals
from tests.support.requests import Response, send

__all__ = ["ada", "guarded", "rivals", "sealing_key"]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lost a race tries again at once."""
    monkeypatch.setattr(writes, "BACKOFF_BASE_S", 0)


def close(who: Ada, key: str | None = None, **body: str) -> Response:
    headers = {"idempotency-key": key} if key else {}
    return send(close_account.handler, {"password": PASSWORD} | body, headers=headers, claims=who.claims)


def events_of(who: Ada) -> list[EventItem]:
    return emitted(USER, who.claims["sub"])


def test_closing_ends_every_session_and_frees_the_address(ada: Ada) -> None:
    other = log_in().json["refresh_token"]
    response = close(ada)
    assert (response.status, response.json) == (202, {"erased_at": "2026-09-21T14:33:20Z"})
    assert log_in().status == 401
    assert refresh(other).status == 401
    with later(61):
        assert send(get_profile.handler, claims=ada.claims).status == 401
    assert register_ada().status == 201


def test_closing_takes_the_password(ada: Ada) -> None:
    response = close(ada, password="wrong password")
    assert (response.status, response.json["code"]) == (422, "password_wrong")
    assert log_in().status == 200


def test_closing_takes_a_code_where_there_is_a_second_factor(guarded: Ada) -> None:
    assert close(guarded).json["code"] == "second_factor_code_missing"
    assert close(guarded, code=guarded.wrong()).json["code"] == "second_factor_code_invalid"
    assert log_in().status == 200
    assert close(guarded, code=guarded.code()).status == 202
    assert log_in().status == 401


def test_a_repeat_with_the_same_key_gets_the_same_answer(guarded: Ada) -> None:
    code = guarded.code()
    first, again = close(guarded, key="k", code=code), close(guarded, key="k", code=code)
    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")


def test_of_two_who_close_at_once_one_is_told_that_it_is_done(ada: Ada, rivals: Rivals) -> None:
    first = []
    rivals.next(*WHILE_THE_PASSWORD_IS_CHECKED, lambda: first.append(close(ada)))
    assert (close(ada).status, first[0].status) == (409, 202)
    assert len(items("ERASURE#")) == 1


def test_the_password_of_who_has_the_address_next_proves_nothing(ada: Ada) -> None:
    close(ada)
    register_ada()  # within the minute in which the old token lives
    assert close(ada).json["code"] == "password_wrong"
    assert log_in().status == 200


def test_nothing_is_erased_while_a_token_may_live(ada: Ada) -> None:
    close(ada)
    assert ERASED_AFTER_S >= TOKEN_LIFE_S + 60
    with later(ERASED_AFTER_S - 1):
        erase_accounts.handler({}, None)
    assert AccountStore().find(ada.claims["sub"])
    assert not is_erased(ada.claims["sub"])


def test_when_the_time_has_come_the_profile_is_gone_and_everybody_is_told_once(ada: Ada) -> None:
    close(ada)
    with later(ERASED_AFTER_S):
        erase_accounts.handler({}, None)
        erase_accounts.handler({}, None)
    assert AccountStore().find(ada.claims["sub"]) is None
    assert is_erased(ada.claims["sub"])
    assert [event.name for event in events_of(ada)] == [
        "CustomerRegistered",
        "EmailVerified",
        "CustomerErased",
    ]
    assert items("ERASURE#") == []


def test_an_account_that_changes_at_that_moment_is_erased_by_the_next_run(ada: Ada, rivals: Rivals) -> None:
    close(ada)
    accounts = AccountStore()
    account = accounts.find(ada.claims["sub"])
    assert account
    rivals.next(lambda: accounts.save_details(account.with_details(account.details)))
    with later(ERASED_AFTER_S):
        erase_accounts.handler({}, None)
        assert accounts.find(account.id)
        erase_accounts.handler({}, None)
    assert accounts.find(account.id) is None
    assert [event.sequence for event in events_of(ada)] == [1, 2, 3, 4]


def test_round_trips_are_those_of_the_manifest(ada: Ada) -> None:
    revocation.is_revoked("any")
    ada.begin()
    ada.confirm()
    with later(20):
        close(ada, code=ada.code())
    assert len(meter.calls) == erasure.CLOSE_ACCOUNT.round_trips
