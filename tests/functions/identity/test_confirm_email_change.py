"""POST /api/users/email/confirm and POST /api/users/email/refuse"""

import base64
import json
from typing import Any

import pytest

from haat import derived
from haat.address_change import Side, customer_in
from haat.http import revocation
from haat.table import writes
from haat.table.meter import meter
from identity.api import change_password, close_account, end_other_sessions, get_profile
from identity.domain.email_changes import LIFE_S
from identity.keys import EMAIL, USER
from identity.manifests.emails import CONFIRM_EMAIL_CHANGE, REFUSE_EMAIL_CHANGE
from identity.store.customers import CustomerStore
from tests.functions.identity.changes import NEW, ask, confirm, mailed, refuse
from tests.functions.identity.support import (
    PASSWORD,
    claims_of,
    gateway_claims,
    items,
    later,
    log_in,
    refresh,
    register_ada,
)
from tests.support import events
from tests.support.meanwhile import Rivals, rivals
from tests.support.requests import Response, send

__all__ = ["rivals"]
pytestmark = pytest.mark.usefixtures("shop")
Tokens = dict[str, Any]
CURRENT, OTHER = Side
INVALID = (422, "email_change_token_invalid")


@pytest.fixture
def ada(monkeypatch: pytest.MonkeyPatch) -> Tokens:
    """Ada, who has asked; who loses a race tries again at once."""
    monkeypatch.setattr(writes, "BACKOFF_BASE_S", 0)
    tokens: Tokens = register_ada().json
    assert ask(tokens).status == 202
    return tokens


def both(tokens: Tokens, *sides: Side) -> list[Response]:
    return [confirm(tokens, mailed(tokens, side)) for side in sides or Side]


def outcome(response: Response) -> tuple[int, str]:
    return response.status, response.json["code"]


def is_in(tokens: Tokens) -> bool:
    """Whether a function that has just started lets the access token in."""
    revocation.forget()
    return send(get_profile.handler, claims=gateway_claims(tokens["access_token"])).status == 200


def addresses() -> set[str]:
    """The ids of accounts that an address logs in to; an address stands for each."""
    return {item["pk"]["S"] for item in items(EMAIL.prefix)}


def test_a_session_that_was_ended_elsewhere_changes_nothing(
    ada: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = log_in().json
    both(ada, CURRENT)
    assert send(end_other_sessions.handler, claims=gateway_claims(other["access_token"])).status == 204
    monkeypatch.setattr(revocation, "is_outdated", lambda *_: False)  # it has looked a moment before
    assert confirm(ada, mailed(ada, OTHER)).status == 401
    assert log_in().status == 200


@pytest.mark.parametrize("order", [tuple(Side), tuple(Side)[::-1]], ids=lambda order: order[0])
def test_the_address_is_another_when_both_have_confirmed_in_whichever_order(
    ada: Tokens, order: tuple[Side, Side]
) -> None:
    one, two = both(ada, *order)
    assert (one.status, one.json) == (200, {"email": "Ada@Example.com", "waits_for": [order[1]]})
    assert (two.status, two.json) == (200, {"email": NEW, "waits_for": []})
    assert log_in().status == 401
    user = log_in("ADA@lovelace.EXAMPLE").json["user"]
    assert (user["id"], user["email"], user["email_verified_at"]) == (
        ada["user"]["id"], NEW, "2026-09-21T14:13:20Z",
    )  # fmt: skip


def test_one_of_them_changes_nothing(ada: Tokens) -> None:
    for side in Side:
        ask(ada, f"{side}@example.com")
        both(ada, side)
        assert log_in().status == 200
        assert log_in(f"{side}@example.com").status == 401


def test_every_other_session_is_over_and_this_one_goes_on_with_the_new_address(ada: Tokens) -> None:
    other = log_in().json
    both(ada)
    assert [is_in(ada), is_in(other)] == [False, False]  # no access token with the former address is left
    assert refresh(other["refresh_token"]).status == 401
    fresh = refresh(ada["refresh_token"]).json
    assert is_in(fresh)
    assert claims_of(fresh["access_token"])["email"] == NEW


def test_the_change_is_told_with_both_addresses(ada: Tokens) -> None:
    both(ada)
    told = events.emitted(USER, ada["user"]["id"])[-2:]
    assert [event.name for event in told] == ["EmailChangeConfirmed", "EmailChanged"]
    assert events.data(told[-1]) == {
        "customer_id": ada["user"]["id"],
        "email": NEW,
        "former_email": "Ada@Example.com",
        "verified_at": "2026-09-21T14:13:20Z",
    }


def test_the_former_address_is_free_and_opens_nothing_of_the_account(ada: Tokens) -> None:
    both(ada)
    stranger = register_ada().json
    assert stranger["user"]["id"] != ada["user"]["id"]
    assert log_in().json["user"]["id"] == stranger["user"]["id"]
    assert refresh(ada["refresh_token"]).status == 200


def test_a_token_that_was_used_tells_how_things_stand_and_does_nothing(ada: Tokens) -> None:
    tokens = [mailed(ada, side) for side in Side]
    first, again = confirm(ada, tokens[0]), confirm(ada, tokens[0])
    assert first.json == again.json
    assert log_in().status == 200
    done = confirm(ada, tokens[1])
    written = len(items())
    revocation.forget()
    fresh = refresh(ada["refresh_token"]).json | {"user": ada["user"]}
    assert [confirm(fresh, token).json for token in tokens] == [done.json] * 2
    assert len(items()) == written


def test_whoever_is_another_confirms_nothing(ada: Tokens) -> None:
    other = register_ada(email="ida@example.com").json
    assert outcome(confirm(other, mailed(ada, OTHER))) == INVALID
    ask(other, "ida@lovelace.example")
    assert outcome(confirm(other, mailed(ada, OTHER))) == INVALID
    both(ada, CURRENT)
    assert log_in(NEW).status == 401


def test_the_last_change_that_was_asked_for_is_the_one(ada: Tokens) -> None:
    older = [mailed(ada, side) for side in Side]
    ask(ada, "newer@example.com")
    assert {outcome(confirm(ada, token)) for token in older} == {INVALID}
    assert both(ada)[-1].json == {"email": "newer@example.com", "waits_for": []}


def test_a_change_waits_for_a_day(ada: Tokens) -> None:
    both(ada, OTHER)
    with later(LIFE_S):
        assert outcome(confirm(ada, mailed(ada, CURRENT))) == INVALID
        assert outcome(refuse(mailed(ada, CURRENT))) == INVALID
    with later(LIFE_S - 1):
        assert confirm(ada, mailed(ada, CURRENT)).json["waits_for"] == []


@pytest.mark.parametrize("side", Side)
def test_who_reads_either_mail_ends_it_without_being_logged_in(ada: Tokens, side: Side) -> None:
    both(ada, OTHER)
    assert [refuse(mailed(ada, side)).status for _ in range(2)] == [204, 204]
    assert events.names(USER, ada["user"]["id"])[-1] == "EmailChangeRefused"
    assert {outcome(confirm(ada, mailed(ada, each))) for each in Side} == {INVALID}
    assert log_in().status == 200
    ask(ada)
    assert both(ada)[-1].json == {"email": NEW, "waits_for": []}


def test_what_is_done_cannot_be_refused(ada: Tokens) -> None:
    both(ada)
    assert outcome(refuse(mailed(ada, CURRENT))) == INVALID
    assert log_in(NEW).status == 200


def test_another_password_ends_it(ada: Tokens) -> None:
    both(ada, OTHER)
    body = {"current_password": PASSWORD, "password": "another horse battery"}
    claims = gateway_claims(ada["access_token"])
    assert send(change_password.handler, body, claims=claims).status == 204
    assert outcome(confirm(ada, mailed(ada, CURRENT))) == INVALID


def test_an_address_that_was_taken_meanwhile_stays_whose_it_is(ada: Tokens) -> None:
    both(ada, OTHER)
    stranger = register_ada(email=NEW).json["user"]["id"]
    assert outcome(both(ada, CURRENT)[0]) == (409, "email_taken_meanwhile")
    assert log_in(NEW).json["user"]["id"] == stranger
    assert log_in().json["user"]["email"] == "Ada@Example.com"


def test_of_two_accounts_that_want_one_address_at_once_one_has_it(ada: Tokens, rivals: Rivals) -> None:
    ida = register_ada(email="ida@example.com").json
    ask(ida, NEW)
    both(ada, CURRENT)
    both(ida, CURRENT)
    rivals.next(lambda: both(ida, OTHER))
    assert outcome(both(ada, OTHER)[0]) == (409, "email_taken_meanwhile")
    assert log_in(NEW).json["user"]["id"] == ida["user"]["id"]
    assert len(addresses()) == 2


def test_of_two_confirmations_at_once_both_count(ada: Tokens, rivals: Rivals) -> None:
    rivals.next(lambda: both(ada, OTHER))
    assert both(ada, CURRENT)[0].json == {"email": NEW, "waits_for": []}


def test_a_refusal_is_stronger_than_a_confirmation_at_the_same_moment(ada: Tokens, rivals: Rivals) -> None:
    both(ada, CURRENT)
    rivals.next(lambda: refuse(mailed(ada, CURRENT)))
    assert outcome(both(ada, OTHER)[0]) == INVALID
    assert log_in().status == 200


def test_a_closed_account_changes_no_address(ada: Tokens) -> None:
    both(ada, OTHER)
    claims = gateway_claims(ada["access_token"])
    assert send(close_account.handler, {"password": PASSWORD}, claims=claims).status == 202
    assert outcome(confirm(ada, mailed(ada, CURRENT))) == INVALID
    assert addresses() == set()


def test_an_account_that_is_closed_at_the_same_moment_changes_none_either(
    ada: Tokens, rivals: Rivals
) -> None:
    both(ada, OTHER)
    claims = gateway_claims(ada["access_token"])
    rivals.next(lambda: send(close_account.handler, {"password": PASSWORD}, claims=claims))
    assert outcome(both(ada, CURRENT)[0]) == INVALID
    assert addresses() == set()


def test_who_is_blocked_confirms_nothing(ada: Tokens) -> None:
    both(ada, OTHER)
    writes.commit(CustomerStore().blocked(ada["user"]["id"], "2026-09-21T14:13:20Z"))
    assert outcome(both(ada, CURRENT)[0]) == (403, "account_blocked")


def test_a_session_that_is_over_completes_nothing(ada: Tokens) -> None:
    both(ada, OTHER)
    ended = gateway_claims(ada["access_token"]) | {"family": "fam_01hzzzzzzzzzzzzzzzzzzzzzzz"}
    unknown = ada | {"access_token": _token_with(ended)}
    assert confirm(unknown, mailed(ada, CURRENT)).status == 401
    assert log_in().status == 200


def test_what_is_no_token_confirms_and_refuses_nothing(ada: Tokens) -> None:
    customer_id, zeros = ada["user"]["id"], "0" * 64
    for text in ("", "x", f"{customer_id}.{zeros}", f"usr_01hzzzzzzzzzzzzzzzzzzzzzzz.{zeros}", "x" * 256):
        assert outcome(confirm(ada, text)) == INVALID
        assert outcome(refuse(text)) == INVALID
    about_something_else = derived.tag("order links, 1", customer_id)
    assert outcome(refuse(f"{customer_id}.{about_something_else}")) == INVALID
    assert customer_in(mailed(ada, OTHER)) == customer_id


def test_a_repeat_with_the_same_key_gets_the_same_answer(ada: Tokens) -> None:
    token = mailed(ada, CURRENT)
    first, again = confirm(ada, token, "k"), confirm(ada, token, "k")
    assert (first.text, first.status) == (again.text, again.status)
    assert refuse(token, "r").status == refuse(token, "r").status == 204


def test_round_trips_are_as_declared(ada: Tokens) -> None:
    both(ada, CURRENT)
    revocation.is_revoked("any")
    token = mailed(ada, OTHER)
    confirm(ada, token)
    assert len(meter.calls) == CONFIRM_EMAIL_CHANGE.round_trips
    revocation.forget()
    fresh = refresh(ada["refresh_token"]).json | {"user": ada["user"]}
    ask(fresh, "once.more@example.com")
    token = mailed(ada, CURRENT)
    refuse(token)
    assert len(meter.calls) == REFUSE_EMAIL_CHANGE.round_trips


def _token_with(claims: dict[str, str]) -> str:
    """Claims as a token has them; the gateway has looked at its signature."""
    part = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f".{part}."
