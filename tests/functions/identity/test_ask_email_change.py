"""POST /api/users/email"""

from typing import Any

import pytest

from haat.events.outbox import EventItem
from haat.http import revocation
from haat.table import writes
from haat.table.meter import meter
from identity.api import ask_email_change, forgot_password
from identity.domain.email_changes import LIFE_S
from identity.domain.throttling import LOGINS_OF_ONE_GUESSER, MAILS_TO_ONE_ADDRESS, WINDOW_S
from identity.keys import USER, email_key
from identity.manifests.emails import ASK_EMAIL_CHANGE
from identity.signing_in import NO_PASSWORD
from identity.store.credentials import CredentialsItem
from identity.store.customers import CustomerStore
from tests.functions.identity.changes import NEW, ask
from tests.functions.identity.factors import Ada, ada, guarded, sealing_key
from tests.functions.identity.support import PASSWORD, later, log_in, register_ada, whole_table
from tests.support import events
from tests.support.meanwhile import Rivals, rivals
from tests.support.requests import send
from tests.support.table import items

__all__ = ["ada", "guarded", "rivals", "sealing_key"]
pytestmark = pytest.mark.usefixtures("shop")


@pytest.fixture
def tokens() -> dict[str, Any]:
    """What Ada holds."""
    granted: dict[str, Any] = register_ada().json
    return granted


def asked_of(tokens: dict[str, Any]) -> list[EventItem]:
    told = events.emitted(USER, tokens["user"]["id"])
    return [event for event in told if event.name == "EmailChangeAsked"]


def test_both_addresses_are_to_be_written_to_and_nothing_has_changed(tokens: dict[str, Any]) -> None:
    response = ask(tokens)
    assert (response.status, response.json) == (202, {"expires_in": LIFE_S})
    (told,) = map(events.data, asked_of(tokens))
    assert (told["email"], told["new_email"], told["new_address"]) == ("Ada@Example.com", NEW, "free")
    assert told["expires_at"] == "2026-09-22T14:13:20Z"
    assert log_in().status == 200
    assert log_in(NEW).status == 401


def test_an_address_that_somebody_has_is_answered_alike_with_the_same_calls_and_writes(
    tokens: dict[str, Any],
) -> None:
    ask(tokens, "nobody@example.com")
    register_ada(email="Ida@Example.com")
    revocation.is_revoked("any")
    before = len(items(EventItem))
    free = ask(tokens, "free@example.com")
    calls = list(meter.calls)
    written = len(items(EventItem)) - before
    taken = ask(tokens, "IDA@example.com")
    assert free == taken
    assert meter.calls == calls
    assert len(items(EventItem)) - before == 2 * written
    assert [events.data(one)["new_address"] for one in asked_of(tokens)] == ["free", "free", "taken"]


def test_asking_takes_the_password_and_guesses_are_counted(tokens: dict[str, Any]) -> None:
    answers = [ask(tokens, password="wrong password") for _ in range(LOGINS_OF_ONE_GUESSER + 1)]
    assert {answer.json["code"] for answer in answers[:-1]} == {"password_wrong"}
    assert answers[-1].json["code"] == "too_many_attempts"
    assert ask(tokens).status == 429
    assert asked_of(tokens) == []


def test_asking_takes_a_code_where_there_is_a_second_factor_and_each_once(guarded: Ada) -> None:
    def answer(**body: str) -> str:
        sent = send(
            ask_email_change.handler, {"email": NEW, "password": PASSWORD} | body, claims=guarded.claims
        )
        return str(sent.json.get("code", sent.status))

    code = guarded.code()
    told = [answer(), answer(code=guarded.wrong()), answer(code=code), answer(code=code)]
    assert told == [
        "second_factor_code_missing",
        "second_factor_code_invalid",
        "202",
        "second_factor_code_invalid",
    ]


def test_asking_with_a_code_takes_eight_round_trips(guarded: Ada) -> None:
    revocation.is_revoked("any")
    body = {"email": NEW, "password": PASSWORD, "code": guarded.code()}
    assert send(ask_email_change.handler, body, claims=guarded.claims).status == 202
    assert len(meter.calls) == ASK_EMAIL_CHANGE.round_trips


def test_whoever_signs_in_by_a_provider_alone_is_told_to_set_a_password(tokens: dict[str, Any]) -> None:
    key, none = email_key("ada@example.com"), CredentialsItem.password_hash.set(NO_PASSWORD)
    writes.commit(
        writes.update(CredentialsItem, key, "CREDENTIALS", [none], when=None, refused=lambda _: None)
    )
    assert (ask(tokens).status, ask(tokens).json["code"]) == (409, "password_unset")
    assert ask(tokens, password="").json["code"] == "password_unset"


def test_the_address_that_an_account_has_is_no_change_however_it_is_spelled(tokens: dict[str, Any]) -> None:
    assert ask(tokens, "ADA@example.COM").json["code"] == "email_unchanged"


@pytest.mark.parametrize("email", ["no address", "ada@", "a@b.example\nBcc: c@d.example"])
def test_what_is_no_address_is_told_at_its_field(tokens: dict[str, Any], email: str) -> None:
    assert [error["pointer"] for error in ask(tokens, email).json["errors"]] == ["/email"]


def test_who_is_blocked_asks_for_nothing(tokens: dict[str, Any]) -> None:
    writes.commit(CustomerStore().blocked(tokens["user"]["id"], "2026-09-21T14:13:20Z"))
    assert ask(tokens).json["code"] == "account_blocked"


def test_nobody_has_a_mailbox_filled(tokens: dict[str, Any]) -> None:
    statuses = [ask(tokens).status for _ in range(MAILS_TO_ONE_ADDRESS + 1)]
    assert statuses == [*[202] * MAILS_TO_ONE_ADDRESS, 429]
    assert ask(tokens, "another@example.com").status == 429  # the account's own address gets one each time
    with later(WINDOW_S):
        assert ask(tokens).status == 202


def test_mails_that_others_ask_for_do_not_stand_in_the_way(tokens: dict[str, Any]) -> None:
    """Anybody may say that they have forgotten the password of an address."""
    for email in ("ada@example.com", NEW) * (MAILS_TO_ONE_ADDRESS + 1):
        send(forgot_password.handler, {"email": email})
    assert ask(tokens).status == 202


def test_of_two_who_ask_at_once_one_is_told_to_repeat_it(tokens: dict[str, Any], rivals: Rivals) -> None:
    first = []
    # The third commit is the one of the change; two are of the password.
    rivals.next(lambda: None, lambda: None, lambda: first.append(ask(tokens, "first@example.com")))
    second = ask(tokens, "second@example.com")
    assert (first[0].status, second.status, second.json["code"]) == (202, 409, "profile_changed")
    assert [events.data(one)["new_email"] for one in asked_of(tokens)] == ["first@example.com"]


def test_a_repeat_with_the_same_key_gets_the_same_answer(tokens: dict[str, Any]) -> None:
    first, again = ask(tokens, key="k"), ask(tokens, key="k")
    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")
    assert len(asked_of(tokens)) == 1


def test_neither_password_nor_token_is_kept(tokens: dict[str, Any]) -> None:
    ask(tokens, key="k")
    assert PASSWORD not in whole_table()
    assert f"{tokens['user']['id']}." not in whole_table()
