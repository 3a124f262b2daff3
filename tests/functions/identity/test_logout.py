"""POST /api/users/logout"""

import pytest

from haat.http import revocation
from haat.table.meter import meter
from identity import manifest
from identity.api import get_profile, logout
from tests.functions.identity.support import gateway_claims, items, log_in, refresh, register_ada
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("shop")


def log_out(tokens: dict[str, str], body: object = None, key: str | None = None) -> Response:
    headers = {"idempotency-key": key} if key else {}
    return send(logout.handler, body, claims=gateway_claims(tokens["access_token"]), headers=headers)


@pytest.mark.parametrize("with_token", [False, True])
def test_logging_out_ends_the_session_with_every_token_of_it(with_token: bool) -> None:
    tokens = register_ada().json
    body = {"refresh_token": tokens["refresh_token"]} if with_token else None
    response = log_out(tokens, body)
    assert (response.status, response.text) == (204, "")
    assert refresh(tokens["refresh_token"]).status == 401
    revocation.forget()  # another function
    assert send(get_profile.handler, claims=gateway_claims(tokens["access_token"])).status == 401


def test_logging_out_takes_one_round_trip() -> None:
    tokens = register_ada().json
    revocation.is_revoked("any")  # what is revoked is asked for twice a minute, not by each request
    log_out(tokens)
    assert meter.calls == ["dynamodb.TransactWriteItems"]
    assert len(meter.calls) == manifest.LOGOUT.round_trips


def test_other_sessions_of_the_customer_live_on() -> None:
    tokens, other = register_ada().json, log_in().json
    log_out(tokens)
    revocation.forget()
    assert send(get_profile.handler, claims=gateway_claims(other["access_token"])).status == 200
    assert refresh(other["refresh_token"]).status == 200


def test_logging_out_twice_is_logging_out() -> None:
    tokens = register_ada().json
    revocation.is_revoked("any")
    assert [log_out(tokens).status, log_out(tokens).status] == [204, 204]
    assert len(items("REVOKED#")) == 1


def test_a_repeat_with_the_same_key_gets_the_same_answer() -> None:
    tokens = register_ada().json
    revocation.is_revoked("any")
    assert log_out(tokens, key="k-1").status == 204
    again = log_out(tokens, key="k-1")
    assert (again.status, again.headers["idempotency-replayed"]) == (204, "true")


def test_the_refresh_token_of_another_session_ends_nothing() -> None:
    tokens, other = register_ada().json, log_in().json
    response = log_out(tokens, {"refresh_token": other["refresh_token"]})
    assert response.status == 422
    assert response.json["errors"][0]["pointer"] == "/refresh_token"
    assert refresh(tokens["refresh_token"]).status == 200
    assert refresh(other["refresh_token"]).status == 200


def test_a_used_or_unreadable_refresh_token_is_no_reason_to_stay_logged_in() -> None:
    tokens = register_ada().json
    refresh(tokens["refresh_token"])
    assert log_out(tokens, {"refresh_token": "gone"}).status == 204


@pytest.mark.parametrize("body", [{"all": True}, {"refresh_token": 1}, []])
def test_a_body_that_is_not_valid_is_refused(body: object) -> None:
    assert log_out(register_ada().json, body).status == 422


def test_who_is_not_logged_in_cannot_log_out() -> None:
    assert send(logout.handler).status == 401
