"""Sign-in by a provider, which is a real server on loopback: /api/users/sign-in and /api/users/links."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from haat import limits
from haat.http import revocation
from haat.table import writes
from haat.table.meter import meter
from identity import gateway
from identity.api import (
    begin_link,
    begin_sign_in,
    finish_link,
    finish_sign_in,
    list_links,
    unlink,
)
from identity.domain.providers import PENDING_LIFE_S
from identity.keys import address_hash
from identity.manifests import providers as manifest
from identity.renewal import Renewal
from tests.functions.identity.factors import Ada, ada, guarded, sealing_key
from tests.functions.identity.support import (
    NOW_S,
    PASSWORD,
    claims_of,
    gateway_claims,
    items,
    later,
    log_in,
    prove_address,
    refresh,
    register_ada,
    whole_table,
)
from tests.support.meanwhile import Rivals, rivals
from tests.support.oidc import CLIENT, KEY, STRANGE_KEY, Stand, provider
from tests.support.requests import Response, customer_claims, send

__all__ = ["ada", "guarded", "rivals", "sealing_key"]
Back = dict[str, str]


@pytest.fixture
def stand(shop: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stand]:
    """A provider on loopback, and what it knows the shop by."""
    boto3.client("secretsmanager").create_secret(
        Name="haat-providers", SecretString=json.dumps({"google": CLIENT, "facebook": CLIENT})
    )
    monkeypatch.setattr(writes, "BACKOFF_BASE_S", 0)
    monkeypatch.setenv("PROVIDERS_SECRET_NAME", "haat-providers")
    with provider(NOW_S) as there:
        monkeypatch.setenv("PROVIDERS_BASE", there.base)
        gateway.forget()
        yield there
        gateway.forget()


def set_out(stand: Stand, name: str = "google") -> Back:
    """A browser goes to the provider, agrees, and comes back with all that it has."""
    begun = send(begin_sign_in.handler, path={"provider": name})
    assert begun.status == 200, begun.text
    return stand.agree(begun.json["authorization_url"]) | {"browser": begun.json["browser"]}


def come_back(back: Back, name: str = "google", key: str | None = None) -> Response:
    headers = {"idempotency-key": key} if key else {}
    return send(finish_sign_in.handler, back, path={"provider": name}, headers=headers)


def link_out(stand: Stand, claims: Any, **proof: str) -> Back | Response:
    body = {"password": PASSWORD} | proof
    begun = send(begin_link.handler, body, path={"provider": "google"}, claims=claims)
    if begun.status != 200:
        return begun
    return stand.agree(begun.json["authorization_url"]) | {"browser": begun.json["browser"]}


def link_back(back: Any, claims: Any) -> Response:
    return send(finish_link.handler, back, path={"provider": "google"}, claims=claims)


def linked(claims: Any) -> list[str]:
    return [one["provider"] for one in send(list_links.handler, claims=claims).json["items"]]


def ada_links(stand: Stand, claims: Any) -> Response:
    return link_back(link_out(stand, claims), claims)


def nothing_new(before: str) -> bool:
    """Whether the table is as it was, but for who is on the way."""
    return _without_ways(before) == _without_ways(whole_table())


def _without_ways(table: str) -> list[Any]:
    return [item for item in json.loads(table) if not item["pk"]["S"].startswith("SIGN_IN#")]


@pytest.mark.parametrize("name", ["google", "facebook"])
def test_who_comes_for_the_first_time_gets_an_account_and_the_second_time_the_same(
    stand: Stand, name: str
) -> None:
    first = come_back(set_out(stand, name), name)
    assert first.status == 200, first.text
    user = first.json["user"]
    assert (user["email"], user["first_name"]) == ("ada@example.com", "Ada")
    assert refresh(first.json["refresh_token"]).status == 200
    again = come_back(set_out(stand, name), name)
    assert again.json["user"]["id"] == user["id"]
    assert linked(gateway_claims(again.json["access_token"])) == [name]
    assert items("SIGN_IN#") == []


def test_the_word_of_a_provider_proves_no_address(stand: Stand) -> None:
    user = come_back(set_out(stand)).json["user"]
    assert user["email_verified_at"] is None
    events = [item["name"]["S"] for item in items("USER#") if item["kind"]["S"] == "event"]
    assert events == ["CustomerRegistered"]  # upon which the mail is sent that proves it


def test_nobody_logs_in_by_password_to_an_account_that_has_none(stand: Stand) -> None:
    come_back(set_out(stand))
    for password in ("", "password", PASSWORD):
        assert log_in(password=password).status == 401


@pytest.mark.parametrize("verified", [True, False, None])
def test_an_account_with_the_address_is_not_opened_by_the_provider_s_word(
    stand: Stand, verified: bool | None
) -> None:
    register_ada()
    stand.claims = {"email_verified": verified}
    before = whole_table()
    response = come_back(set_out(stand))
    assert (response.status, response.json["code"]) == (409, "address_has_account")
    assert nothing_new(before)


@pytest.mark.usefixtures("sealing_key")
def test_who_has_not_proved_the_address_links_nothing(stand: Stand) -> None:
    claims = gateway_claims(register_ada().json["access_token"])
    response = link_out(stand, claims)
    assert isinstance(response, Response)
    assert (response.status, response.json["code"]) == (409, "email_unverified")
    assert items("SIGN_IN#") == []


def test_who_resets_the_password_of_an_address_that_nobody_had_proved_ends_the_link_it_was_made_by(
    stand: Stand,
) -> None:
    """Whoever has an account with that address at a provider need not be who reads its mail."""
    stranger = come_back(set_out(stand)).json["user"]
    renewed(stranger)
    assert items("LINK#") == items("LINKS_OF#") == []
    assert come_back(set_out(stand)).json["code"] == "address_has_account"


def test_a_link_of_who_has_proved_the_address_outlives_another_password(stand: Stand) -> None:
    customer = come_back(set_out(stand)).json["user"]
    prove_address(customer["id"])
    renewed(customer)
    assert come_back(set_out(stand)).json["user"]["id"] == customer["id"]


def renewed(customer: Any) -> None:
    """Whoever reads the mail of the address sets a password."""
    renewal = Renewal()
    subject = renewal.subject(customer["id"], address_hash(customer["email"]))
    assert subject is not None
    assert writes.commit(*renewal.by_reset(subject, "another horse battery")) == []


@pytest.mark.parametrize("email", [None, "", "not an address", "a\nb@example.com"])
def test_who_has_no_address_there_registers_here(stand: Stand, email: str | None) -> None:
    stand.claims = {"email": email}
    response = come_back(set_out(stand))
    assert (response.status, response.json["code"]) == (422, "provider_email_missing")
    assert items("USER#") == []


@pytest.mark.parametrize("without", ["browser", "state", "code"])
def test_what_another_browser_began_is_not_finished(stand: Stand, without: str) -> None:
    """So nobody is signed in to a stranger's account by a link that the stranger sent."""
    own, strange = set_out(stand), set_out(stand)
    response = come_back(own | {without: strange[without]})
    assert (response.status, response.json["code"]) == (401, "sign_in_invalid")
    assert items("USER#") == []


def test_neither_state_nor_verifier_nor_nonce_are_in_the_table(stand: Stand) -> None:
    begun = send(begin_sign_in.handler, path={"provider": "google"})
    back = stand.agree(begun.json["authorization_url"])
    table = whole_table()
    given = stand.codes[back["code"]]
    secrets = (begun.json["browser"], back["state"], given["nonce"], given["code_challenge"])
    assert not any(secret in table for secret in secrets)
    assert CLIENT["client_secret"] not in begun.text


@pytest.mark.parametrize("wrong", ["a code", "an address"])
def test_a_sign_in_that_was_refused_after_the_provider_was_asked_is_over(stand: Stand, wrong: str) -> None:
    back = set_out(stand)
    if wrong == "an address":
        register_ada()
        assert come_back(back).json["code"] == "address_has_account"
    else:
        stand.body = b"<html>"
        assert come_back(back).json["code"] == "provider_answer_invalid"
    assert items("SIGN_IN#") == []
    stand.body = None
    assert come_back(back).json["code"] == "sign_in_invalid"


def test_it_is_limited_like_any_other_way_in() -> None:
    assert {manifest.BEGIN_SIGN_IN.limit, manifest.FINISH_SIGN_IN.limit} == {limits.SIGN_IN}


def test_a_sign_in_waits_for_ten_minutes_and_succeeds_once(stand: Stand) -> None:
    late, back = set_out(stand), set_out(stand)
    assert come_back(back).status == 200
    assert come_back(back).status == 401
    with later(PENDING_LIFE_S):
        assert come_back(late).status == 401


def test_of_two_who_finish_one_sign_in_at_once_one_succeeds(stand: Stand, rivals: Rivals) -> None:
    back = set_out(stand)
    (given,) = stand.codes.values()
    first: list[Response] = []

    def finish_first() -> None:
        stand.codes["second"] = given  # as if the provider gave the code out twice
        first.append(come_back(back | {"code": "second"}))

    rivals.next(finish_first)
    second = come_back(back)
    assert (first[0].status, second.status) == (200, 409)
    assert len([item for item in items("USER#") if item["kind"]["S"] == "account"]) == 1


def test_a_repeat_with_the_same_key_gets_the_same_session(stand: Stand) -> None:
    back = set_out(stand)
    first, again = come_back(back, key="k"), come_back(back, key="k")
    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-shop"},
        {"aud": None},
        {"aud": ["haat-shop", "another"], "azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": NOW_S - 61},
        {"exp": None},
        {"iat": NOW_S + 61},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_for_another_shop_time_or_sign_in_is_not_believed(
    stand: Stand, claims: dict[str, object]
) -> None:
    stand.claims = claims
    response = come_back(set_out(stand))
    assert (response.status, response.json["code"]) == (502, "provider_answer_invalid")
    assert items("USER#") == []


def test_a_token_that_is_signed_otherwise_is_not_believed(stand: Stand) -> None:
    stand.signs_with = STRANGE_KEY
    assert come_back(set_out(stand)).status == 502
    stand.signs_with, stand.algorithm = KEY, "PS256"
    assert come_back(set_out(stand)).status == 502
    stand.algorithm = "none"
    assert come_back(set_out(stand)).status == 502
    stand.algorithm, stand.signs_with = "HS256", "a shared secret of at least thirty-two bytes"
    assert come_back(set_out(stand)).status == 502
    assert items("USER#") == []


def test_a_provider_that_fails_is_told_and_nothing_is_half_written(stand: Stand) -> None:
    before, back = whole_table(), set_out(stand)
    for status in (500, 503, 429):
        stand.status = status
        response = come_back(back)
        assert (response.status, response.json["code"]) == (503, "provider_unavailable")
        assert response.headers["retry-after"] == "5"
    stand.status, stand.hangs_up = 200, True
    assert come_back(back).status == 503
    stand.hangs_up, stand.body = False, b"<html>"
    assert come_back(set_out(stand)).json["code"] == "provider_answer_invalid"
    assert nothing_new(before)
    stand.body = None
    assert come_back(set_out(stand)).status == 200


def test_a_provider_that_does_not_answer_in_time_is_not_waited_for(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = set_out(stand)
    monkeypatch.setenv("PROVIDERS_BASE", "http://127.0.0.1:1")  # where nobody listens
    assert come_back(back).status == 503
    waited_s = gateway.CONNECT_S + gateway.READ_S + gateway.KEYS_TIMEOUT_S
    assert waited_s < manifest.FINISH_SIGN_IN.timeout_s


def test_who_has_a_second_factor_is_asked_for_it_by_this_way_as_well(stand: Stand, guarded: Ada) -> None:
    back = link_out(stand, guarded.claims, code=guarded.code())
    assert link_back(back, guarded.claims).status == 201
    response = come_back(set_out(stand))
    assert set(response.json) == {"second_factor", "expires_in"}


def test_linking_takes_both_proofs(stand: Stand, guarded: Ada) -> None:
    for proof, code in (
        ({}, "second_factor_code_missing"),
        ({"code": guarded.wrong()}, "second_factor_code_invalid"),
        ({"password": "wrong password"}, "password_wrong"),
    ):
        refused = link_out(stand, guarded.claims, **proof)
        assert isinstance(refused, Response)
        assert refused.json["code"] == code
    assert linked(guarded.claims) == []


def test_a_linked_account_is_signed_in_to_whatever_address_the_provider_tells(stand: Stand, ada: Ada) -> None:
    assert ada_links(stand, ada.claims).status == 201
    stand.claims = {"email": "another@example.com"}
    response = come_back(set_out(stand))
    assert claims_of(response.json["access_token"])["sub"] == ada.claims["sub"]


def test_what_was_begun_for_one_account_or_purpose_links_or_opens_no_other(stand: Stand, ada: Ada) -> None:
    bob = customer_claims("usr_bob")
    back = link_out(stand, ada.claims)
    assert isinstance(back, dict)
    assert link_back(back, bob).status == come_back(back).status == 401
    assert link_back(set_out(stand), ada.claims).status == 401
    assert come_back(set_out(stand, "google"), "facebook").status == 401
    assert linked(ada.claims) == linked(bob) == []


def test_what_is_linked_elsewhere_stays_there(stand: Stand, ada: Ada) -> None:
    stand.claims = {"email": "grace@example.com"}
    grace = gateway_claims(come_back(set_out(stand)).json["access_token"])
    assert ada_links(stand, ada.claims).json["code"] == "link_taken"
    stand.claims = {"sub": "subject-2"}
    assert ada_links(stand, ada.claims).status == 201
    stand.claims = {"sub": "subject-3"}
    assert ada_links(stand, ada.claims).json["code"] == "link_taken"  # one of each provider
    assert (linked(grace), linked(ada.claims)) == (["google"], ["google"])


def test_who_unlinks_signs_in_by_it_no_more(stand: Stand, ada: Ada) -> None:
    ada_links(stand, ada.claims)
    gone = send(unlink.handler, path={"provider": "google"}, claims=ada.claims)
    assert (gone.status, linked(ada.claims)) == (204, [])
    assert send(unlink.handler, path={"provider": "google"}, claims=ada.claims).status == 404
    assert come_back(set_out(stand)).json["code"] == "address_has_account"
    assert items("LINK#") == []


def test_nobody_unlinks_the_only_way_into_an_account(stand: Stand) -> None:
    claims = gateway_claims(come_back(set_out(stand)).json["access_token"])
    response = send(unlink.handler, path={"provider": "google"}, claims=claims)
    assert (response.status, response.json["code"]) == (409, "password_needed")
    assert come_back(set_out(stand)).status == 200


def test_a_provider_that_there_is_not_is_not_found(stand: Stand) -> None:
    assert send(begin_sign_in.handler, path={"provider": "myspace"}).status == 404
    assert come_back({"code": "c", "state": "s", "browser": "b"}, "myspace").status == 404


def test_round_trips_are_those_of_the_manifest(stand: Stand) -> None:
    back = set_out(stand)
    assert len(meter.calls) <= manifest.BEGIN_SIGN_IN.round_trips
    come_back(back)
    assert len(meter.calls) <= manifest.FINISH_SIGN_IN.round_trips
    revocation.is_revoked("any")
