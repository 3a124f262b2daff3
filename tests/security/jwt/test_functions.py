"""Tokens that functions verify themselves: RFC 8725 and the attacks it is about."""

import json
from typing import Any

import pytest

from haat import clock, ids, mailed_token
from haat.address_proof import token_of
from haat.http import tokens
from haat.mailed_token import Purpose
from haat.settings import ADMIN_ISSUER, TOKEN_ISSUER
from identity.api import refresh_token, reset_password, verify_email
from tests.layers.haat.http.test_tokens import ADA, OURS, THEIRS, KeySet, claims
from tests.support.forgeries import forgeries
from tests.support.forgeries import signed as signed_as
from tests.support.requests import customer_claims, send

HEADER = {"typ": "JWT", "kid": "k1"}
NOW_S = clock.now_s()


def signed(changed: dict[str, Any] | None = None, without: str = "", **header: object) -> str:
    """A token signed by our very key, which says other things than ours do."""
    payload = {name: value for name, value in (claims() | (changed or {})).items() if name != without}
    return signed_as(payload, HEADER | header, OURS)


@pytest.fixture
def honest(key_set: KeySet) -> str:
    """A token that is taken: so what follows is refused for what is forged in it."""
    token = signed()
    assert tokens.customer_from_token(token) == ADA
    return token


def test_nothing_that_is_made_without_our_key_is_taken(honest: str, key_set: KeySet) -> None:
    keys = json.loads(key_set.document())["keys"]
    made = dict(forgeries(honest, keys))
    taken = [name for name, token in made.items() if tokens.customer_from_token(token)]
    assert taken == []
    assert len(made) >= 75


def test_nobody_is_asked_for_a_key_but_our_issuer(honest: str, key_set: KeySet) -> None:
    for _, token in forgeries(honest, json.loads(key_set.document())["keys"]):
        tokens.customer_from_token(token)
    assert set(key_set.asked) == {"/.well-known/jwks.json"}


SAID = {
    "another issuer": {"iss": "https://evil.test"},
    "our issuer with a slash": {"iss": "https://tokens.test/"},
    "several issuers": {"iss": ["https://tokens.test"]},
    "another audience": {"aud": "other"},
    "several audiences": {"aud": ["haat", "other"]},
    "a refresh token": {"token_use": "refresh"},
    "an id token": {"token_use": "id"},
    "expired": {"exp": NOW_S - 1},
    "not yet valid": {"nbf": NOW_S + 3600},
    "a life that is text": {"exp": "tomorrow"},
    "a life that is nothing": {"exp": None},
    "nobody": {"sub": ""},
    "no session": {"family": ""},
}


@pytest.mark.parametrize("changed", SAID.values(), ids=SAID)
def test_our_own_signature_under_something_else_is_not_taken(honest: str, changed: dict[str, object]) -> None:
    assert tokens.customer_from_token(signed(changed)) is None


@pytest.mark.parametrize("missing", ["iss", "aud", "exp", "iat", "sub", "family", "token_use"])
def test_a_token_has_to_say_it_all(honest: str, missing: str) -> None:
    assert tokens.customer_from_token(signed(without=missing)) is None


@pytest.mark.parametrize("kind", ["at+jwt", "logout+jwt", "jwt", "", None])
def test_a_token_of_another_type_is_not_taken(honest: str, kind: object) -> None:
    assert tokens.customer_from_token(signed(typ=kind)) is None


def test_a_critical_extension_that_we_do_not_know_is_not_taken_even_if_we_signed_it(honest: str) -> None:
    assert tokens.customer_from_token(signed(crit=["exp"])) is None


def test_a_token_of_the_key_s_first_moment_on_is_taken_and_from_its_last_on_not(honest: str) -> None:
    with clock.set_to(lambda: NOW_S + 100.0):
        assert tokens.customer_from_token(signed({"nbf": NOW_S + 100}))
        assert tokens.customer_from_token(signed({"exp": NOW_S + 101}))
        assert tokens.customer_from_token(signed({"exp": NOW_S + 100})) is None


def cognito() -> str:
    """A staff token, as the user pool signs it."""
    payload = {
        "iss": ADMIN_ISSUER.text(),
        "sub": "adm_1",
        "username": "admin",
        "cognito:groups": ["admin"],
        "token_use": "access",
        "exp": NOW_S + 36_000,
        "iat": NOW_S,
    }
    return signed_as(payload, {"kid": "pool"}, THEIRS)


def of_other_uses() -> dict[str, str]:
    """A token of each other kind that a client may hold."""
    return {
        "refresh": f"{ids.new_id('usr')}.{ids.new_id('fam')}.{'0' * 64}.{'0' * 64}",
        "reset": mailed_token.token_of(Purpose.PASSWORD_RESET, ids.new_id("rst")),
        "proof": token_of("usr_1", "ada@example.com", until_s=NOW_S + 36_000),
        "cognito": cognito(),
    }


def test_a_token_for_something_else_is_no_access_token(honest: str) -> None:
    taken = [name for name, token in of_other_uses().items() if tokens.customer_from_token(token)]
    assert taken == []


def test_an_access_token_is_no_other_token(honest: str) -> None:
    short = honest[:256]  # no field is longer
    assert send(refresh_token.handler, {"refresh_token": short}).status == 401
    body = {"token": short, "password": "correct horse battery"}
    assert send(reset_password.handler, body).status == 422
    assert (
        send(
            verify_email.handler,
            {"token": short},
            claims=customer_claims("usr_gone", iss=TOKEN_ISSUER.text()),
        ).status
        == 404
    )


def test_each_kind_of_mailed_token_and_the_refresh_token_are_of_no_use_for_the_others(honest: str) -> None:
    made = of_other_uses()
    for name in ("refresh", "proof"):
        body = {"token": made[name], "password": "correct horse battery"}
        assert send(reset_password.handler, body).json["code"] == "reset_token_invalid"
    for name in ("reset", "proof"):
        assert send(refresh_token.handler, {"refresh_token": made[name]}).status == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": ADMIN_ISSUER.name},
        {"aud": "other"},
        {"token_use": "id"},
        {"exp": str(NOW_S - 1)},
        {"nbf": str(NOW_S + 3600)},
        {"family": ""},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_claims_that_a_gateway_let_through_are_looked_at_again(
    table: None, changed: dict[str, object]
) -> None:
    assert tokens.customer_from_claims(customer_claims())
    assert tokens.customer_from_claims(customer_claims() | changed) is None


def test_claims_of_staff_are_no_customer_s_and_the_other_way_round(table: None) -> None:
    staff = {
        "iss": ADMIN_ISSUER.text(),
        "sub": "adm_1",
        "cognito:groups": "[admin]",
        "token_use": "access",
        "exp": str(NOW_S + 36_000),
    }
    assert tokens.staff_from_claims(staff)
    assert tokens.staff_from_claims(staff | {"token_use": "id"}) is None
    assert tokens.customer_from_claims(staff | {"family": "fam_1"}) is None
    assert tokens.staff_from_claims(customer_claims() | {"cognito:groups": "[admin]"}) is None
    assert TOKEN_ISSUER.text() != ADMIN_ISSUER.text()
