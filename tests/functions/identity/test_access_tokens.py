"""Access tokens, as whoever receives them verifies them: with the published key set, over HTTP."""

import base64
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from haat.http import tokens
from haat.http.call import Customer
from haat.http.revocation import TOKEN_LIFE_S
from identity.tasks import publish_keys
from tests.functions.identity.support import claims_of, later, published, register_ada


@pytest.fixture
def issuer(keys_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The published documents behind the URL that tokens name, on loopback."""

    class Documents(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(published(keys_bucket, self.path.rpartition("/")[2])).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Documents)
    url = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("TOKEN_ISSUER", url)
    Thread(target=server.serve_forever, daemon=True).start()
    with later(0):
        publish_keys.handler({}, None)
        yield url
    server.shutdown()
    server.server_close()


@pytest.fixture
def logged_in(issuer: str) -> dict[str, Any]:
    """A registered customer with tokens."""
    answer: dict[str, Any] = register_ada().json
    return answer


def forged(
    token: str, header: dict[str, object] | None = None, claims: dict[str, object] | None = None
) -> str:
    """A token with some of its header and claims replaced, and the signature it had."""
    parts = token.split(".")
    changed = [
        _part(jwt.get_unverified_header(token) | (header or {})),
        _part(claims_of(token) | (claims or {})),
    ]
    return ".".join([*changed, parts[2]])


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content, separators=(",", ":")).encode()).decode().rstrip("=")


def test_a_token_says_who_and_for_whom_and_for_how_long(logged_in: dict[str, Any], issuer: str) -> None:
    claims = claims_of(logged_in["access_token"])
    named = {"iss", "aud", "sub", "family", "generation", "email", "token_use", "iat", "exp", "jti"}
    assert set(claims) == named
    assert (claims["iss"], claims["aud"], claims["token_use"]) == (issuer, "haat", "access")
    assert (claims["sub"], claims["email"]) == (logged_in["user"]["id"], "Ada@Example.com")
    assert claims["exp"] - claims["iat"] == TOKEN_LIFE_S == logged_in["expires_in"]
    assert f"{claims['sub']}.{claims['family']}." in logged_in["refresh_token"]


def test_a_function_takes_the_token_with_the_published_keys(logged_in: dict[str, Any]) -> None:
    family = claims_of(logged_in["access_token"])["family"]
    customer = tokens.customer_from_token(logged_in["access_token"])
    assert customer == Customer(logged_in["user"]["id"], family, "Ada@Example.com")


def test_a_token_that_was_only_taken_apart_and_put_together_is_the_same(logged_in: dict[str, Any]) -> None:
    assert forged(logged_in["access_token"]) == logged_in["access_token"]


def test_a_token_dies_after_its_fifteen_minutes(logged_in: dict[str, Any]) -> None:
    with later(TOKEN_LIFE_S - 1):
        assert tokens.customer_from_token(logged_in["access_token"])
    with later(TOKEN_LIFE_S):
        assert tokens.customer_from_token(logged_in["access_token"]) is None


@pytest.mark.parametrize(
    "claims", [{"sub": "usr_other"}, {"exp": 4_000_000_000}, {"aud": "other"}, {"token_use": "refresh"}]
)
def test_a_token_whose_claims_were_changed_is_refused(
    logged_in: dict[str, Any], claims: dict[str, object]
) -> None:
    assert tokens.customer_from_token(forged(logged_in["access_token"], claims=claims)) is None


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "RS512"}, {"kid": "other"}])
def test_a_token_whose_header_was_changed_is_refused(
    logged_in: dict[str, Any], header: dict[str, object]
) -> None:
    assert tokens.customer_from_token(forged(logged_in["access_token"], header=header)) is None


def test_a_token_without_a_signature_is_refused(logged_in: dict[str, Any]) -> None:
    unsigned = forged(logged_in["access_token"], header={"alg": "none"}).rpartition(".")[0] + "."
    assert tokens.customer_from_token(unsigned) is None


def test_a_token_signed_with_the_public_key_as_a_password_is_refused(
    logged_in: dict[str, Any], keys_bucket: str
) -> None:
    public = json.dumps(published(keys_bucket, "jwks.json")["keys"][0]).encode()
    signed = forged(logged_in["access_token"], header={"alg": "HS256"}).rpartition(".")[0]
    signature = base64.urlsafe_b64encode(hmac.digest(public, signed.encode(), "sha256")).decode().rstrip("=")
    assert tokens.customer_from_token(f"{signed}.{signature}") is None


def test_a_token_signed_with_another_key_is_refused(logged_in: dict[str, Any]) -> None:
    kid = jwt.get_unverified_header(logged_in["access_token"])["kid"]
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    token = jwt.encode(claims_of(logged_in["access_token"]), other, algorithm="RS256", headers={"kid": kid})
    assert tokens.customer_from_token(token) is None


def test_a_token_for_another_audience_is_refused(
    logged_in: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOKEN_AUDIENCE", "another-shop")
    assert tokens.customer_from_token(logged_in["access_token"]) is None


def test_a_token_of_another_issuer_is_refused(
    logged_in: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens.customer_from_token(logged_in["access_token"])  # the keys are known
    monkeypatch.setenv("TOKEN_ISSUER", "https://elsewhere.test")
    assert tokens.customer_from_token(logged_in["access_token"]) is None


def test_a_refresh_token_is_no_access_token(logged_in: dict[str, Any]) -> None:
    assert tokens.customer_from_token(logged_in["refresh_token"]) is None


def test_the_gateway_s_claims_are_taken_as_text(logged_in: dict[str, Any]) -> None:
    claims = {name: str(value) for name, value in claims_of(logged_in["access_token"]).items()}
    customer = tokens.customer_from_claims(claims)
    assert customer == tokens.customer_from_token(logged_in["access_token"])
