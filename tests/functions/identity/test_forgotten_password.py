"""POST /api/users/forgot-password, what follows from it, and POST /api/users/reset-password"""

import hashlib
from typing import Any

import msgspec
import pytest

from haat import link_keys, mailed_token
from haat.events.outbox import EventItem
from haat.http import revocation
from haat.mailed_token import Purpose
from haat.table import writes
from haat.table.meter import meter
from identity.api import forgot_password, get_profile, reset_password
from identity.domain.accounts import Details
from identity.domain.resets import LIFE_S
from identity.domain.throttling import MAILS_ASKED_FROM_ONE_PLACE, MAILS_TO_ONE_ADDRESS, WINDOW_S
from identity.keys import RESET, USER, address_hash
from identity.manifests import passwords as manifest
from identity.reactions import begin_password_reset
from identity.store.accounts import AccountStore
from tests.functions.identity.support import (
    NOW_S,
    gateway_claims,
    later,
    log_in,
    prove_address,
    refresh,
    register_ada,
    whole_table,
)
from tests.support import events
from tests.support.messages import message_of
from tests.support.requests import Response, seen_at, send
from tests.support.rights import somebody_else
from tests.support.table import ids_of, items

pytestmark = pytest.mark.usefixtures("shop")
ANOTHER = "another horse battery"


def forget(email: str = "ada@example.com", key: str | None = None, place: str = "203.0.113.9") -> Response:
    headers = seen_at(place) | ({"idempotency-key": key} if key else {})
    return send(forgot_password.handler, {"email": email}, headers=headers)


def told(reset_id: str) -> list[EventItem]:
    return events.emitted(RESET, reset_id)


def begin(reset_id: str) -> None:
    """Let the reaction hear of it."""
    answer = begin_password_reset.handler({"Records": [message_of(told(reset_id)[0])]}, None)
    assert answer == {"batchItemFailures": []}


def forgotten(email: str = "ada@example.com") -> str:
    """The token in the mail to a customer who has forgotten the password."""
    before = ids_of("RESET#")
    assert forget(email).status == 202
    (reset_id,) = ids_of("RESET#") - before
    begin(reset_id)
    return mailed_token.token_of(Purpose.PASSWORD_RESET, reset_id)


def reset(token: object, password: str = ANOTHER, key: str | None = None) -> Response:
    body = {"token": token, "password": password}
    return send(reset_password.handler, body, headers={"idempotency-key": key} if key else {})


def refused(response: Response) -> tuple[int, str]:
    return response.status, response.json["code"]


def is_in(tokens: dict[str, Any]) -> bool:
    """Whether a function that has just started lets the access token in."""
    revocation.forget()
    return send(get_profile.handler, claims=gateway_claims(tokens["access_token"])).status == 200


def test_whoever_reads_the_mail_sets_another_password_and_every_session_is_over() -> None:
    tokens, other = register_ada().json, log_in().json
    response = reset(forgotten())
    assert (response.status, response.text) == (204, "")
    assert refused(log_in()) == (401, "credentials_invalid")
    assert log_in(password=ANOTHER).status == 200
    assert [is_in(tokens), is_in(other)] == [False, False]
    assert [refresh(each["refresh_token"]).status for each in (tokens, other)] == [401, 401]
    assert is_in(log_in(password=ANOTHER).json)


def test_the_reset_is_told_to_be_mailed_and_so_is_the_password() -> None:
    user = register_ada().json["user"]
    reset(forgotten())
    (reset_id,) = ids_of("RESET#")
    asked, begun = told(reset_id)
    assert (asked.name, begun.name) == ("PasswordResetAsked", "PasswordResetBegun")
    assert events.data(begun) == {
        "reset_id": reset_id,
        "customer_id": user["id"],
        "email": "Ada@Example.com",
        "expires_at": "2026-09-21T14:43:20Z",
    }
    changed = events.emitted(USER, user["id"])[-1]
    assert changed.name == "PasswordChanged"
    assert events.data(changed) == {"customer_id": user["id"], "email": "Ada@Example.com", "how": "reset"}


def test_an_unknown_address_is_answered_with_the_same_calls_and_writes_and_nothing_follows() -> None:
    register_ada()
    known = forget()
    calls = list(meter.calls)
    written = len(items(EventItem))
    unknown = forget("ida@example.com")
    assert known == unknown
    assert (known.status, known.json) == (202, {"expires_in": LIFE_S})
    assert meter.calls == calls == ["dynamodb.TransactWriteItems"]
    assert len(calls) == manifest.FORGOT_PASSWORD.round_trips
    assert len(items(EventItem)) == written + 1
    for reset_id in ids_of("RESET#"):
        begin(reset_id)
    begun = [event.data for event in items(EventItem) if event.name == "PasswordResetBegun"]
    assert len(begun) == 1
    assert "Ada@Example.com" in begun[0]
    assert address_hash("ida@example.com") not in whole_table()


def test_a_spelling_of_the_address_is_the_address() -> None:
    register_ada()
    assert reset(forgotten("ADA@EXAMPLE.COM")).status == 204
    assert log_in(password=ANOTHER).status == 200


def test_no_token_is_kept_and_no_address_of_whoever_has_no_account() -> None:
    register_ada()
    token = forgotten()
    forget("ida@example.com")
    reset(token, key="k-1")
    assert token.partition(".")[2] not in whole_table()
    assert ANOTHER not in whole_table()
    assert "ida@" not in whole_table()


def test_a_key_that_begins_to_sign_between_asking_and_mailing_ends_no_reset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register_ada()
    keys = (link_keys.Key("newer", NOW_S + 1), link_keys.Key("earlier"))
    monkeypatch.setattr(link_keys, "_keys", lambda: keys)
    forget()
    (reset_id,) = ids_of("RESET#")
    begin(reset_id)
    by_earlier = mailed_token.token_of(Purpose.PASSWORD_RESET, reset_id)
    with later(2):
        mailed = mailed_token.token_of(Purpose.PASSWORD_RESET, reset_id)
        assert mailed != by_earlier
        assert reset(mailed).status == 204


def test_a_key_for_a_repeat_keeps_nothing_by_which_the_address_can_be_guessed() -> None:
    first, again = forget(key="k-1"), forget(key="k-1")
    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")
    request = ["POST", "/api/users/forgot-password", {"email": "ada@example.com"}]
    assert hashlib.sha256(msgspec.json.encode(request, order="sorted")).hexdigest() not in whole_table()


def test_a_token_works_once() -> None:
    register_ada()
    token = forgotten()
    assert reset(token).status == 204
    assert refused(reset(token, "yet another horse")) == (422, "reset_token_invalid")
    assert log_in(password=ANOTHER).status == 200


def test_a_repeat_with_the_same_key_gets_the_same_answer() -> None:
    register_ada()
    token = forgotten()
    assert reset(token, key="k-1").status == 204
    again = reset(token, key="k-1")
    assert (again.status, again.headers["idempotency-replayed"]) == (204, "true")
    assert refused(reset(token, "yet another horse", key="k-1")) == (422, "idempotency_key_reused")


def test_a_token_lives_for_half_an_hour() -> None:
    register_ada()
    token = forgotten()
    with later(LIFE_S):
        assert refused(reset(token)) == (422, "reset_token_invalid")
    with later(LIFE_S - 1):
        assert reset(token).status == 204


def test_another_password_ends_every_other_reset() -> None:
    register_ada()
    first, second = forgotten(), forgotten()
    assert reset(second).status == 204
    assert refused(reset(first)) == (422, "reset_token_invalid")


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "rst_01hzzzzzzzzzzzzzzzzzzzzzzz." + "0" * 64,
        pytest.param("x" * 256, id="long"),
    ],
)
def test_what_is_no_token_sets_nothing(token: str) -> None:
    register_ada()
    assert refused(reset(token)) == (422, "reset_token_invalid")


def test_the_id_of_a_reset_is_not_enough() -> None:
    register_ada()
    reset_id = forgotten().partition(".")[0]
    assert refused(reset(f"{reset_id}.{'0' * 64}")) == (422, "reset_token_invalid")


@pytest.mark.parametrize(
    "password", ["seven77", pytest.param("x" * 129, id="long"), "password1", "ada@example.com"]
)
def test_a_password_that_is_refused_leaves_the_token_good(password: str) -> None:
    register_ada()
    token = forgotten()
    response = reset(token, password)
    assert [error["pointer"] for error in response.json["errors"]] == ["/password"]
    assert reset(token).status == 204


def test_resetting_takes_five_round_trips_until_the_address_is_proved() -> None:
    customer = register_ada().json["user"]["id"]
    token = forgotten()
    reset(token)
    assert meter.calls == [*["dynamodb.GetItem"] * 3, "dynamodb.Query", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) == manifest.RESET_PASSWORD.round_trips
    prove_address(customer)
    token = forgotten()
    reset(token)
    assert meter.calls == [*["dynamodb.GetItem"] * 3, "dynamodb.TransactWriteItems"]


@pytest.mark.parametrize(("times", "status"), [(2, 204), (3, 503)])
def test_a_profile_that_changes_at_the_same_time_does_not_stand_in_the_way(
    monkeypatch: pytest.MonkeyPatch, times: int, status: int
) -> None:
    customer = register_ada().json["user"]["id"]
    token = forgotten()
    commit, left = writes.commit, [None] * times

    def commit_second(*changes: writes.Write) -> list[object]:
        if left:
            left.pop()
            account = AccountStore().find(customer)
            assert account
            with monkeypatch.context() as undisturbed, somebody_else():
                undisturbed.setattr(writes, "commit", commit)
                AccountStore().save_details(account.with_details(Details("First")))
        return commit(*changes)

    monkeypatch.setattr(writes, "commit", commit_second)
    assert reset(token).status == status


def test_of_two_resets_by_one_token_at_once_one_sets_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    register_ada()
    token = forgotten()
    commit, answers = writes.commit, []

    def commit_second(*changes: writes.Write) -> list[object]:
        monkeypatch.setattr(writes, "commit", commit)
        with somebody_else():
            answers.append(reset(token, "first horse battery"))
        return commit(*changes)

    monkeypatch.setattr(writes, "commit", commit_second)
    assert refused(reset(token, "second horse battery")) == (422, "reset_token_invalid")
    assert answers[0].status == 204
    assert log_in(password="first horse battery").status == 200


def test_a_reset_that_is_told_twice_begins_once_and_a_late_one_never() -> None:
    register_ada()
    forget()
    (reset_id,) = ids_of("RESET#")
    begin(reset_id)
    begin(reset_id)
    assert len(told(reset_id)) == 2
    forget()
    (late_id,) = ids_of("RESET#") - {reset_id}
    with later(LIFE_S):
        begin(late_id)
    assert len(told(late_id)) == 1


def test_asking_again_with_the_same_key_asks_once() -> None:
    register_ada()
    assert [forget(key="k-1").status, forget(key="k-1").status] == [202, 202]
    assert len(ids_of("RESET#")) == 1


def test_nobody_s_mailbox_can_be_filled_whether_there_is_an_account_or_not() -> None:
    register_ada()
    for email in ("ada@example.com", "ida@example.com"):
        answers = [forget(email, place=f"203.0.113.{number}") for number in range(MAILS_TO_ONE_ADDRESS + 1)]
        assert [answer.status for answer in answers] == [*[202] * MAILS_TO_ONE_ADDRESS, 429]
        assert answers[-1].json["code"] == "too_many_attempts"
        assert answers[-1].headers["retry-after"] == str(WINDOW_S - NOW_S % WINDOW_S)
    with later(WINDOW_S):
        assert forget().status == 202
    assert LIFE_S >= 2 * WINDOW_S  # while nobody may ask, a link that works is in the mailbox


def test_nor_can_many_mailboxes_from_one_place_however_much_of_ipv6_it_has() -> None:
    places = [f"2001:db8:0:1::{number:x}" for number in range(MAILS_ASKED_FROM_ONE_PLACE)]
    for number, place in enumerate(places):
        assert forget(f"somebody-{number}@example.com", place=place).status == 202
    assert forget("one-more@example.com", place=places[0]).status == 429
    assert forget("one-more@example.com", place="2001:db8:0:2::1").status == 202


@pytest.mark.parametrize("email", ["", "ada", pytest.param("x" * 255, id="long"), 1, None])
def test_what_is_no_address_is_told_at_its_field(email: object) -> None:
    response = send(forgot_password.handler, {"email": email})
    assert [error["pointer"] for error in response.json["errors"]] == ["/email"]
