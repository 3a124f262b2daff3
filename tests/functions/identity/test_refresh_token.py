"""POST /api/users/refresh-token"""

from collections.abc import Callable

import pytest

from haat.http import revocation, tokens
from haat.table import writes
from haat.table.meter import meter
from identity import manifest
from identity.api import refresh_token
from identity.domain.sessions import GRACE_S, IDLE_S, Session
from identity.store.sessions import SessionStore
from tests.functions.identity.support import claims_of, items, later, refresh, register_ada, whole_table
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("shop")
LONG_AFTER_S = GRACE_S + 60


def issued(response: Response) -> str:
    """The refresh token in an answer."""
    assert response.status in (200, 201)
    return str(response.json["refresh_token"])


def is_live(access_token: str) -> bool:
    """Whether a function that knows nothing yet of revocations takes the token."""
    revocation.forget()
    return tokens.customer_from_claims(claims_of(access_token)) is not None


def meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen between the first reading of a session and what is made of it."""
    find = SessionStore.find

    def find_then(store: SessionStore, customer_id: str, family: str) -> Session | None:
        found = find(store, customer_id, family)
        monkeypatch.setattr(SessionStore, "find", find)
        happens()
        return found

    monkeypatch.setattr(SessionStore, "find", find_then)


def test_a_refresh_token_gives_a_new_pair_of_the_same_session() -> None:
    first = register_ada().json
    with later(60):
        second = refresh(first["refresh_token"])
    assert second.status == 200
    assert set(second.json) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert second.json["refresh_token"] != first["refresh_token"]
    old, new = claims_of(first["access_token"]), claims_of(second.json["access_token"])
    assert (new["sub"], new["family"], new["email"]) == (old["sub"], old["family"], old["email"])
    assert (new["iat"] - old["iat"], new["jti"] != old["jti"]) == (60, True)


def test_refreshing_takes_three_round_trips() -> None:
    refresh(issued(register_ada()))
    assert meter.calls == ["dynamodb.GetItem", "kms.Sign", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) == manifest.REFRESH_TOKEN.round_trips


def test_the_table_never_holds_a_token() -> None:
    chain = [issued(register_ada(key="k-0"))]
    for turn in range(3):
        chain.append(issued(refresh(chain[-1], key=f"k-{turn + 1}")))
    for token in chain:
        assert token.split(".")[3] not in whole_table()


def test_a_token_used_long_ago_ends_the_session_with_every_token_of_it() -> None:
    stolen = issued(register_ada())
    newest = refresh(stolen)
    with later(LONG_AFTER_S):
        assert is_live(newest.json["access_token"])
        reused = refresh(stolen)
        assert (reused.status, reused.json["code"]) == (401, "refresh_token_invalid")
        assert refresh(issued(newest)).status == 401
        assert not is_live(newest.json["access_token"])
        assert refresh(stolen).status == 401


def test_a_token_two_generations_old_ends_the_session_at_once() -> None:
    first = issued(register_ada())
    third = refresh(issued(refresh(first)))
    assert refresh(first).status == 401
    assert refresh(issued(third)).status == 401


def test_other_sessions_of_the_customer_live_on() -> None:
    stolen = issued(register_ada())
    other = issued(register_ada(email="ida@example.com"))
    refresh(stolen)
    with later(LONG_AFTER_S):
        refresh(stolen)
        assert refresh(other).status == 200


def test_a_lost_answer_costs_nobody_the_session() -> None:
    lost = issued(register_ada())
    never_arrived = refresh(lost)
    with later(GRACE_S):
        repeated = refresh(lost)
    assert issued(repeated) == issued(never_arrived)
    assert is_live(repeated.json["access_token"])
    with later(LONG_AFTER_S):
        assert refresh(issued(repeated)).status == 200


def test_refreshing_again_and_again_within_the_grace_prolongs_nothing() -> None:
    token = issued(register_ada())
    refresh(token)
    [before] = items("SESSION#")
    with later(GRACE_S):
        refresh(token)
    assert items("SESSION#") == [before]


def test_two_refreshes_at_once_get_the_same_token_and_the_chain_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    token = issued(register_ada())
    answers: list[Response] = []
    meanwhile(monkeypatch, lambda: answers.append(refresh(token)))
    answers.append(refresh(token))
    first, second = map(issued, answers)
    assert first == second
    with later(LONG_AFTER_S):
        assert refresh(first).status == 200


def test_a_token_that_two_generations_overtake_ends_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    token = issued(register_ada())
    meanwhile(monkeypatch, lambda: refresh(issued(refresh(token))))
    assert refresh(token).status == 401


@pytest.mark.parametrize("refreshed_before", [False, True])
def test_a_session_that_ends_meanwhile_gives_no_more_tokens(
    monkeypatch: pytest.MonkeyPatch, refreshed_before: bool
) -> None:
    tokens_ = register_ada().json
    claims = claims_of(tokens_["access_token"])
    if refreshed_before:  # the answer would be a repeated one
        refresh(tokens_["refresh_token"])
    meanwhile(monkeypatch, lambda: writes.commit(*SessionStore().ended(claims["sub"], claims["family"])))
    assert refresh(tokens_["refresh_token"]).status == 401


def test_a_session_expires_to_the_second_whether_its_item_is_there_or_not() -> None:
    token = issued(register_ada())
    with later(IDLE_S):
        assert len(items("SESSION#")) == 1
        assert refresh(token).status == 401
    with later(IDLE_S - 1):
        assert refresh(token).status == 200


def test_knowing_the_name_of_a_session_is_not_enough_to_end_it() -> None:
    token = issued(register_ada())
    customer, family, _, secret = token.split(".")
    assert refresh(f"{customer}.{family}.{'0' * 64}.{secret}").status == 401
    assert refresh(f"{customer}.{family}.{'0' * 64}.{'0' * 64}").status == 401
    assert refresh(token).status == 200


@pytest.mark.parametrize("text", ["", "x", "fam_1.2.3", "a" * 256, "é" * 100])
def test_what_is_no_token_is_refused(text: str) -> None:
    response = refresh(text)
    assert (response.status, response.json["code"]) == (401, "refresh_token_invalid")


def test_an_access_token_is_no_refresh_token() -> None:
    access_token = register_ada().json["access_token"]
    assert refresh(access_token).status in (401, 422)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"refresh_token": None},
        {"refresh_token": 1},
        {"refresh_token": "x" * 257},
        {"refresh_token": "x", "y": 1},
    ],
)
def test_a_body_that_is_not_valid_is_refused(body: dict[str, object]) -> None:
    assert send(refresh_token.handler, body).status == 422


def test_a_repeat_with_the_same_key_gets_the_same_pair_to_the_byte_and_ends_nothing() -> None:
    token = issued(register_ada())
    first = refresh(token, key="k-1")
    for seconds in (GRACE_S, LONG_AFTER_S):
        with later(seconds):
            again = refresh(token, key="k-1")
        assert (again.status, again.text) == (200, first.text)
        assert again.headers["idempotency-replayed"] == "true"
    with later(LONG_AFTER_S):
        assert refresh(issued(first)).status == 200


def test_a_used_token_with_another_key_is_as_reused_as_without_one() -> None:
    token = issued(register_ada())
    newest = issued(refresh(token, key="k-1"))
    with later(LONG_AFTER_S):
        assert refresh(token, key="k-2").status == 401
        assert refresh(newest).status == 401


def test_an_answer_lost_by_one_key_is_had_by_another_and_kept_for_it() -> None:
    token = issued(register_ada())
    first = refresh(token, key="k-1")
    second = refresh(token, key="k-2")
    assert issued(second) == issued(first)
    assert refresh(token, key="k-2").text == second.text


def test_two_runs_of_one_request_at_once_give_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    token = issued(register_ada())
    answers: list[Response] = []
    meanwhile(monkeypatch, lambda: answers.append(refresh(token, key="k-1")))
    answers.append(refresh(token, key="k-1"))
    assert answers[0].text == answers[1].text
    assert answers[1].headers["idempotency-replayed"] == "true"
