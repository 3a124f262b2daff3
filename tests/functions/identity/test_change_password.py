"""POST /api/users/password"""

import pytest

from haat.http import revocation
from haat.table.meter import meter
from identity.api import change_password, get_profile
from identity.domain.throttling import LOGINS_OF_ONE_GUESSER
from identity.keys import USER
from identity.manifests import passwords as manifest
from identity.store.sessions import SessionStore
from tests.functions.identity.support import PASSWORD, gateway_claims, log_in, refresh, register_ada
from tests.support import events
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("shop")
ANOTHER = "another horse battery"


def change(
    tokens: dict[str, str], current: str = PASSWORD, password: str = ANOTHER, key: str | None = None
) -> Response:
    return send(
        change_password.handler,
        {"current_password": current, "password": password},
        claims=gateway_claims(tokens["access_token"]),
        headers={"idempotency-key": key} if key else {},
    )


def is_in(tokens: dict[str, str]) -> bool:
    revocation.forget()
    return send(get_profile.handler, claims=gateway_claims(tokens["access_token"])).status == 200


def test_who_knows_the_password_sets_another_and_the_other_sessions_are_over() -> None:
    registered = register_ada().json
    other = log_in().json
    response = change(registered)
    assert (response.status, response.text) == (204, "")
    assert log_in().status == 401
    assert log_in(password=ANOTHER).status == 200
    assert (is_in(registered), is_in(other)) == (True, False)
    assert refresh(other["refresh_token"]).status == 401
    assert is_in(refresh(registered["refresh_token"]).json)
    told = events.emitted(USER, registered["user"]["id"])[-1]
    assert told.name == "PasswordChanged"
    assert events.data(told)["how"] == "customer"


def test_a_wrong_password_changes_nothing_and_a_session_may_guess_ten_times() -> None:
    tokens = register_ada().json
    answers = [change(tokens, current="wrong password") for _ in range(LOGINS_OF_ONE_GUESSER + 1)]
    assert {answer.status for answer in answers[:-1]} == {422}
    assert answers[-1].json["code"] == "too_many_attempts"
    assert change(tokens).status == 429
    assert log_in().status == 200


def test_a_password_that_is_refused_is_told_at_its_field() -> None:
    response = change(register_ada().json, password="password1")
    assert [error["pointer"] for error in response.json["errors"]] == ["/password"]


def test_it_takes_six_round_trips() -> None:
    tokens = register_ada().json
    revocation.is_revoked("any")
    change(tokens)
    assert len(meter.calls) == manifest.CHANGE_PASSWORD.round_trips


def test_a_repeat_with_the_same_key_gets_the_same_answer() -> None:
    tokens = register_ada().json
    assert change(tokens, key="k-1").status == 204
    again = change(tokens, key="k-1")
    assert (again.status, again.headers["idempotency-replayed"]) == (204, "true")


def test_a_session_that_has_ended_meanwhile_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = register_ada().json
    monkeypatch.setattr(SessionStore, "find", lambda *_: None)
    assert change(tokens).status == 401
    assert log_in().status == 200


def test_who_is_not_logged_in_changes_nothing() -> None:
    body = {"current_password": PASSWORD, "password": ANOTHER}
    assert send(change_password.handler, body).status == 401
