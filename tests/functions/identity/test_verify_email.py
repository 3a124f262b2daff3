"""POST /api/users/verify-email, and /resend"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from haat.address_proof import LIFE_S, token_of
from haat.http import revocation
from haat.table import writes
from haat.table.meter import meter
from identity import manifest
from identity.api import get_profile, resend_email_proof, verify_email
from identity.domain.accounts import Details
from identity.store.accounts import AccountMoved, AccountStore
from tests.functions.identity.support import NOW_S, gateway_claims, items, later, register_ada, whole_table
from tests.support.requests import Response, customer_claims, send
from tests.support.rights import somebody_else

EVENTS = Path(__file__).parents[3] / "events" / "identity"
EMAIL = "ada@example.com"


@pytest.fixture
def claims(shop: None) -> dict[str, object]:
    """The claims of a registered customer."""
    return dict(gateway_claims(register_ada().json["access_token"]))


def proof(claims: dict[str, object], email: str = EMAIL) -> str:
    """The token of the mail that a customer got at NOW_S."""
    return token_of(str(claims["sub"]), email, until_s=NOW_S + LIFE_S)


def verify(claims: dict[str, object], token: object, key: str | None = None) -> Response:
    headers = {"idempotency-key": key} if key else {}
    return send(verify_email.handler, {"token": token}, claims=claims, headers=headers)


def resend(claims: dict[str, object], key: str | None = None) -> Response:
    headers = {"idempotency-key": key} if key else {}
    return send(resend_email_proof.handler, claims=claims, headers=headers)


def show(claims: dict[str, object]) -> Any:
    return send(get_profile.handler, claims=claims).json


def told(claims: dict[str, object], name: str, file: str) -> Iterator[dict[str, Any]]:
    """What the events of a name say; each is what its schema says."""
    schema = json.loads((EVENTS / file).read_text())
    for item in items(f"USER#{claims['sub']}"):
        if item.get("name") == {"S": name}:
            data: dict[str, Any] = json.loads(item["data"]["S"])
            jsonschema.validate(data, schema)
            yield data


def refused(response: Response) -> tuple[int, str]:
    return response.status, response.json["code"]


def test_who_is_logged_in_and_reads_the_mail_proves_the_address(claims: dict[str, object]) -> None:
    before = show(claims)
    assert before["email_verified_at"] is None

    response = verify(claims, proof(claims))

    assert response.status == 200
    assert response.json == {"email": "Ada@Example.com", "email_verified_at": "2026-09-21T14:13:20Z"}
    assert show(claims) == before | {"email_verified_at": "2026-09-21T14:13:20Z", "version": 2}
    (data,) = told(claims, "EmailVerified", "email_verified.v1.json")
    verified = {"email": "Ada@Example.com", "verified_at": "2026-09-21T14:13:20Z"}
    assert data == {"customer_id": claims["sub"], **verified}


def test_it_takes_two_round_trips(claims: dict[str, object]) -> None:
    revocation.is_revoked("any")
    verify(claims, proof(claims))
    assert meter.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) == manifest.VERIFY_EMAIL.round_trips


def test_a_token_works_once(claims: dict[str, object]) -> None:
    verify(claims, proof(claims))
    assert refused(verify(claims, proof(claims))) == (409, "email_verified_already")
    assert len(list(told(claims, "EmailVerified", "email_verified.v1.json"))) == 1


def test_a_repeat_with_the_same_key_gets_the_same_answer_to_the_byte(claims: dict[str, object]) -> None:
    first = verify(claims, proof(claims), key="k-1")
    again = verify(claims, proof(claims), key="k-1")
    assert (again.status, again.text) == (200, first.text)
    assert again.headers["idempotency-replayed"] == "true"


def test_a_token_lives_for_a_day(claims: dict[str, object]) -> None:
    claims |= {"exp": str(NOW_S + 2 * LIFE_S)}
    with later(LIFE_S):
        assert refused(verify(claims, proof(claims))) == (422, "email_proof_invalid")
    with later(LIFE_S - 1):
        assert verify(claims, proof(claims)).status == 200


def test_a_token_of_another_account_or_address_proves_nothing(claims: dict[str, object]) -> None:
    eve: dict[str, object] = dict(gateway_claims(register_ada(email="eve@example.com").json["access_token"]))
    for token in (proof(eve), proof(eve, "eve@example.com"), proof(claims, "eve@example.com")):
        assert refused(verify(claims, token)) == (422, "email_proof_invalid")
    assert refused(verify(eve, proof(claims))) == (422, "email_proof_invalid")
    assert refused(verify(eve, proof(eve))) == (422, "email_proof_invalid")
    assert show(claims)["email_verified_at"] is None


@pytest.mark.parametrize(
    "token", ["", "x", "1.0", "1790000000." + "0" * 64, pytest.param("x" * 256, id="long")]
)
def test_what_is_no_token_proves_nothing(claims: dict[str, object], token: str) -> None:
    assert refused(verify(claims, token)) == (422, "email_proof_invalid")


@pytest.mark.parametrize("token", [None, 1, pytest.param("x" * 257, id="long")])
def test_what_cannot_be_a_token_is_told_at_its_field(claims: dict[str, object], token: object) -> None:
    response = verify(claims, token)
    assert [error["pointer"] for error in response.json["errors"]] == ["/token"]


def test_the_token_alone_proves_nothing(claims: dict[str, object]) -> None:
    body = {"token": proof(claims)}
    assert send(verify_email.handler, body).status == 401
    assert send(verify_email.handler, body, claims=customer_claims(token_use="refresh")).status == 401
    assert send(verify_email.handler, body, claims=customer_claims("usr_gone")).status == 404


def interfere(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let somebody else change the profile just before the next transactions."""
    commit, left = writes.commit, [None] * times

    def commit_second(*changes: writes.Write) -> list[object]:
        if left:
            left.pop()
            account = AccountStore().find(changes[0].request["Key"]["pk"]["S"].removeprefix("USER#"))
            assert account
            with monkeypatch.context() as undisturbed, somebody_else():
                undisturbed.setattr(writes, "commit", commit)
                assert AccountStore().save_details(account.with_details(Details("First"))) is None
        return commit(*changes)

    monkeypatch.setattr(writes, "commit", commit_second)


def test_a_profile_that_changes_at_the_same_time_does_not_stand_in_the_way(
    claims: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    interfere(monkeypatch, 2)
    assert verify(claims, proof(claims)).status == 200
    shown = show(claims)
    assert (shown["version"], shown["first_name"]) == (4, "First")


def test_a_profile_that_never_rests_is_tried_again_later(
    claims: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    interfere(monkeypatch, 3)
    assert refused(verify(claims, proof(claims))) == (503, "unavailable")


def test_a_proof_of_what_has_changed_since_is_not_saved(claims: dict[str, object]) -> None:
    accounts = AccountStore()
    account = accounts.find(str(claims["sub"]))
    assert account
    accounts.save_details(account.with_details(Details()))
    assert AccountMoved() in writes.commit(*accounts.verified(account, "2026-09-21T14:13:20Z"))


def test_no_token_is_kept(claims: dict[str, object]) -> None:
    verify(claims, proof(claims), key="k-1")
    assert proof(claims).partition(".")[2] not in whole_table()


def test_another_mail_may_be_asked_for_after_five_minutes(claims: dict[str, object]) -> None:
    with later(299):
        response = resend(claims)
        assert refused(response) == (429, "email_proof_asked_before")
        assert response.headers["retry-after"] == "300"
    with later(300):
        response = resend(claims)
    assert response.status == 202
    assert response.json == {"email": "Ada@Example.com", "proof_asked_at": "2026-09-21T14:18:20Z"}
    with later(599):
        assert refused(resend(claims)) == (429, "email_proof_asked_before")
    asked = {"customer_id": claims["sub"], "email": "Ada@Example.com"}
    assert list(told(claims, "EmailProofAsked", "email_proof_asked.v1.json")) == [asked]


def test_asking_takes_two_round_trips(claims: dict[str, object]) -> None:
    with later(300):
        revocation.is_revoked("any")
        resend(claims)
    assert meter.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) == manifest.RESEND_EMAIL_PROOF.round_trips


def test_asking_again_with_the_same_key_asks_once(claims: dict[str, object]) -> None:
    with later(300):
        first, again = resend(claims, key="k-1"), resend(claims, key="k-1")
    assert (again.status, again.text) == (202, first.text)
    assert len(list(told(claims, "EmailProofAsked", "email_proof_asked.v1.json"))) == 1


def test_of_two_who_ask_at_once_one_is_refused(
    claims: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    interfere(monkeypatch, 1)
    with later(300):
        assert refused(resend(claims)) == (409, "profile_changed")


def test_what_is_proved_needs_no_other_mail(claims: dict[str, object]) -> None:
    verify(claims, proof(claims))
    with later(300):
        assert refused(resend(claims)) == (409, "email_verified_already")


def test_nobody_has_no_mail_to_ask_for(table: None) -> None:
    assert send(resend_email_proof.handler).status == 401
    assert resend(customer_claims("usr_gone")).status == 404
