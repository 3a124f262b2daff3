"""GET /api/users/sessions, DELETE /api/users/sessions/{session_id} and of all others"""

from collections.abc import Callable
from typing import Any

import pytest

from haat.http import revocation
from haat.table.meter import meter
from identity.api import end_other_sessions, end_session, get_profile, list_sessions
from identity.domain.sessions import IDLE_S, Session
from identity.manifests import sessions as manifest
from identity.store.sessions import SessionStore
from tests.functions.identity.support import gateway_claims, later, log_in, refresh, register_ada
from tests.support.requests import Response, send
from tests.support.rights import somebody_else

pytestmark = pytest.mark.usefixtures("shop")
Tokens = dict[str, Any]


def listed(tokens: Tokens, **query: str) -> Any:
    response = send(list_sessions.handler, claims=gateway_claims(tokens["access_token"]), query=query)
    assert response.status == 200
    return response.json


def end(tokens: Tokens, session_id: str) -> Response:
    claims = gateway_claims(tokens["access_token"])
    return send(end_session.handler, path={"session_id": session_id}, claims=claims)


def end_others(tokens: Tokens) -> Response:
    return send(end_other_sessions.handler, claims=gateway_claims(tokens["access_token"]))


def family(tokens: Tokens) -> str:
    return gateway_claims(tokens["access_token"])["family"]


def is_in(tokens: Tokens) -> bool:
    """Whether a function that has just started lets the access token in."""
    revocation.forget()
    return send(get_profile.handler, claims=gateway_claims(tokens["access_token"])).status == 200


def test_each_login_is_listed_with_its_device_and_when_it_was_seen() -> None:
    first = register_ada().json
    with later(60):
        second = log_in(device="Firefox on a laptop").json
    with later(120):
        refreshed = refresh(first["refresh_token"]).json
        shown = listed(refreshed)
    assert shown["next"] is None
    assert shown["items"] == [
        {
            "id": family(second),
            "device": "Firefox on a laptop",
            "created_at": "2026-09-21T14:14:20Z",
            "last_seen_at": "2026-09-21T14:14:20Z",
            "expires_at": "2026-09-28T14:14:20Z",
            "current": False,
        },
        {
            "id": family(first),
            "device": "",
            "created_at": "2026-09-21T14:13:20Z",
            "last_seen_at": "2026-09-21T14:15:20Z",
            "expires_at": "2026-09-28T14:15:20Z",
            "current": True,
        },
    ]


def test_a_device_may_call_itself_at_length() -> None:
    shown = listed(register_ada(device="x" * 5000).json)
    assert shown["items"][0]["device"] == "x" * 200


def test_many_sessions_come_in_pages() -> None:
    tokens = register_ada().json
    others = [log_in().json for _ in range(2)]
    page = listed(tokens, limit="2")
    rest = listed(tokens, limit="2", cursor=page["next"])
    shown = {each["id"] for each in page["items"] + rest["items"]}
    assert shown == {family(each) for each in (tokens, *others)}
    refused = send(
        list_sessions.handler, claims=gateway_claims(tokens["access_token"]), query={"cursor": "made-up"}
    )
    assert refused.status == 400


def test_neither_sessions_that_are_over_nor_those_of_others_are_listed() -> None:
    tokens, ended, idle = register_ada().json, log_in().json, log_in().json
    ida = register_ada(email="ida@example.com").json
    end(tokens, family(ended))
    with later(IDLE_S - 60):
        tokens = refresh(tokens["refresh_token"]).json
    with later(IDLE_S):
        shown = {each["id"] for each in listed(tokens)["items"]}
    assert shown == {family(tokens)}
    assert not shown & {family(each) for each in (ended, idle, ida)}


def test_looking_takes_two_round_trips_and_ending_one_one() -> None:
    tokens, other = register_ada().json, log_in().json
    revocation.is_revoked("any")
    listed(tokens)
    assert meter.calls == ["dynamodb.GetItem", "dynamodb.Query"]
    assert len(meter.calls) == manifest.LIST_SESSIONS.round_trips
    assert end(tokens, family(other)).status == 204
    assert len(meter.calls) == manifest.END_SESSION.round_trips
    assert end_others(tokens).status == 204
    assert len(meter.calls) == manifest.END_OTHER_SESSIONS.round_trips


def test_a_session_that_is_ended_is_dead_with_every_token_of_it_and_the_others_live_on() -> None:
    tokens, stolen = register_ada().json, log_in().json
    response = end(tokens, family(stolen))
    assert (response.status, response.text) == (204, "")
    assert not is_in(stolen)
    assert is_in(tokens)
    assert refresh(stolen["refresh_token"]).status == 401
    assert refresh(tokens["refresh_token"]).status == 200
    assert end(tokens, family(stolen)).status == 404


def test_one_s_own_session_may_be_ended_too() -> None:
    tokens = register_ada().json
    assert end(tokens, family(tokens)).status == 204
    assert not is_in(tokens)


def test_nobody_ends_a_session_of_somebody_else() -> None:
    ada, ida = register_ada().json, register_ada(email="ida@example.com").json
    foreign, absent = end(ida, family(ada)), end(ida, "fam_01hzzzzzzzzzzzzzzzzzzzzzzz")
    assert foreign == absent
    assert foreign.status == 404
    assert end(ida, "x" * 4000).status == 404
    assert is_in(ada)
    assert refresh(ada["refresh_token"]).status == 200


def test_all_others_are_dead_at_once_however_many_and_this_one_lives_on() -> None:
    tokens = register_ada().json
    others = [log_in().json for _ in range(3)]
    response = end_others(tokens)
    assert (response.status, response.text) == (204, "")
    assert [is_in(other) for other in others] == [False] * 3
    assert [refresh(other["refresh_token"]).status for other in others] == [401] * 3
    assert is_in(tokens)
    assert [each["id"] for each in listed(tokens)["items"]] == [family(tokens)]
    next_ = refresh(tokens["refresh_token"])
    assert next_.status == 200
    assert is_in(next_.json)
    assert is_in(log_in().json)


def test_whoever_is_thrown_out_cannot_throw_out_the_others_in_turn() -> None:
    tokens, thief = register_ada().json, log_in().json
    revocation.is_revoked("any")  # a function that learns of it within 30 s only
    end_others(tokens)
    assert end_others(thief).status == 401
    assert refresh(tokens["refresh_token"]).status == 200


def test_a_login_that_was_half_way_in_when_all_others_were_ended_is_dead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tokens = register_ada().json
    begun = SessionStore.begun

    def end_before(store: SessionStore, session: Session) -> Any:
        monkeypatch.setattr(SessionStore, "begun", begun)
        with somebody_else():
            end_others(tokens)
        return begun(store, session)

    monkeypatch.setattr(SessionStore, "begun", end_before)
    late = log_in().json
    assert not is_in(late)
    assert refresh(late["refresh_token"]).status == 401


def between(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object], times: int) -> None:
    """Let something happen after each of some readings of a session."""
    find, left = SessionStore.find, [None] * times

    def find_then(store: SessionStore, customer_id: str, name: str) -> Session | None:
        found = find(store, customer_id, name)
        if left:
            left.pop()
            with monkeypatch.context() as undisturbed, somebody_else():
                undisturbed.setattr(SessionStore, "find", find)
                happens()
        return found

    monkeypatch.setattr(SessionStore, "find", find_then)


@pytest.mark.parametrize(("times", "status"), [(2, 204), (3, 503)])
def test_a_refresh_at_the_same_time_does_not_stand_in_the_way(
    monkeypatch: pytest.MonkeyPatch, times: int, status: int
) -> None:
    tokens, other = register_ada().json, log_in().json
    chain = [tokens["refresh_token"]]
    between(monkeypatch, lambda: chain.append(refresh(chain[-1]).json["refresh_token"]), times)
    assert end_others(tokens).status == status
    assert refresh(other["refresh_token"]).status == (401 if status == 204 else 200)
    assert refresh(chain[-1]).status == 200


def test_a_session_that_ended_meanwhile_ends_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens, other = register_ada().json, log_in().json
    revocation.is_revoked("any")
    end(other, family(tokens))
    assert end_others(tokens).status == 401
    assert send(list_sessions.handler, claims=gateway_claims(tokens["access_token"])).status == 401
    assert refresh(other["refresh_token"]).status == 200


def test_who_is_not_logged_in_sees_and_ends_nothing() -> None:
    path = {"session_id": "fam_01hzzzzzzzzzzzzzzzzzzzzzzz"}
    assert send(list_sessions.handler).status == 401
    assert send(end_session.handler, path=path).status == 401
    assert send(end_other_sessions.handler).status == 401
