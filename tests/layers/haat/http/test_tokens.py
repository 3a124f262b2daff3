"""Access tokens that nobody has verified yet: RS256, our issuer, our audience, our keys, alive (G18)."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from jwt.utils import base64url_encode

from haat import clock
from haat.faults import Transient
from haat.http import revocation, tokens
from haat.http.call import Customer
from haat.settings import TOKEN_ISSUER
from haat.table import writes
from tests.support.requests import customer_claims
from tests.support.tokens import KEY_ID

OURS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
THEIRS = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ADA = Customer("usr_1", "fam_1", "ada@example.com")


@dataclass
class KeySet:
    """The key set as its address serves it, and how often it was asked for."""

    keys: dict[str, rsa.RSAPrivateKey]
    algorithm: str = "RS256"
    status: int = 200
    asked: list[str] = field(default_factory=list)

    def document(self) -> bytes:
        return json.dumps({"keys": [self._shown(kid, key) for kid, key in self.keys.items()]}).encode()

    def _shown(self, kid: str, key: rsa.RSAPrivateKey) -> dict[str, Any]:
        shown: dict[str, Any] = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        return shown | {"kid": kid, "alg": self.algorithm, "use": "sig"}


@pytest.fixture
def key_set(table: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeySet]:
    """An issuer that serves our keys: one, called k1."""
    served = KeySet({"k1": OURS})
    monkeypatch.setenv("TOKEN_KEYS", f"k1,k2,{KEY_ID}")

    class Requests(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            self.send_response(served.status)
            self.end_headers()
            self.wfile.write(served.document())

        def log_request(self, *_: object) -> None:
            """Nothing is logged."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Requests) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("TOKEN_ISSUER", f"http://127.0.0.1:{server.server_port}")
        tokens._keys.cache_clear()
        yield served
        server.shutdown()
        thread.join()
    tokens._keys.cache_clear()


def claims(**changed: object) -> dict[str, Any]:
    """The claims of an access token as identity signs them: times are numbers."""
    now_s = clock.now_s()
    of_this_issuer = {"iss": TOKEN_ISSUER.text(), "iat": now_s, "exp": now_s + 900, "jti": "t1"}
    return customer_claims() | of_this_issuer | changed


def signed(payload: dict[str, Any], *, key: Any = OURS, kid: str = "k1", algorithm: str = "RS256") -> str:
    return jwt.encode(payload, key, algorithm=algorithm, headers={"kid": kid})


def forged(header: dict[str, str], signature: bytes = b"") -> str:
    """A token put together by hand."""
    parts = [json.dumps(header).encode(), json.dumps(claims()).encode(), signature]
    return b".".join(base64url_encode(part) for part in parts).decode()


def test_a_token_of_ours_is_its_customer(key_set: KeySet) -> None:
    assert tokens.customer_from_token(signed(claims())) == ADA
    assert key_set.asked == ["/.well-known/jwks.json"]


def test_the_key_set_is_asked_for_once_a_minute_and_not_for_each_token(key_set: KeySet) -> None:
    for _ in range(5):
        tokens.customer_from_token(signed(claims()))
    assert len(key_set.asked) == 1
    assert tokens.KEYS_CACHE_S <= 60


BAD_CLAIMS: dict[str, dict[str, object]] = {
    "expired": {"exp": clock.now_s() - 1},
    "another issuer": {"iss": "https://evil.test"},
    "no issuer": {"iss": ""},
    "another audience": {"aud": "other"},
    "a refresh token": {"token_use": "refresh"},
    "an id token": {"token_use": "id"},
    "no family": {"family": ""},
    "nobody": {"sub": ""},
}


@pytest.mark.parametrize("changed", BAD_CLAIMS.values(), ids=BAD_CLAIMS)
def test_a_token_with_other_claims_is_nobodys(key_set: KeySet, changed: dict[str, object]) -> None:
    assert tokens.customer_from_token(signed(claims(**changed))) is None


@pytest.mark.parametrize("missing", ["exp", "iat", "sub", "iss", "aud", "token_use", "family"])
def test_a_token_without_one_of_its_claims_is_nobodys(key_set: KeySet, missing: str) -> None:
    payload = {name: value for name, value in claims().items() if name != missing}
    assert tokens.customer_from_token(signed(payload)) is None


def test_a_token_signed_with_another_key_is_nobodys(key_set: KeySet) -> None:
    assert tokens.customer_from_token(signed(claims(), key=THEIRS)) is None
    assert tokens.customer_from_token(signed(claims(), key=THEIRS, kid="k2")) is None


def test_a_token_without_a_signature_is_nobodys(key_set: KeySet) -> None:
    for algorithm in ("none", "None", "NONE"):
        assert tokens.customer_from_token(forged({"alg": algorithm, "kid": "k1", "typ": "JWT"})) is None
    assert tokens.customer_from_token(forged({"alg": "RS256", "kid": "k1"})) is None


def test_a_token_signed_with_our_public_key_as_a_secret_is_nobodys(key_set: KeySet) -> None:
    encoding, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    public = OURS.public_key().public_bytes(encoding, form)
    unsigned = forged({"alg": "HS256", "kid": "k1", "typ": "JWT"}).rpartition(".")[0]
    signature = base64url_encode(hmac.digest(public, unsigned.encode(), hashlib.sha256)).decode()
    assert tokens.customer_from_token(f"{unsigned}.{signature}") is None


@pytest.mark.parametrize("algorithm", ["RS384", "RS512", "PS256"])
def test_another_algorithm_is_nobodys_even_with_our_key(key_set: KeySet, algorithm: str) -> None:
    assert tokens.customer_from_token(signed(claims(), algorithm=algorithm)) is None


@pytest.mark.parametrize("algorithm", ["RS384", "RS512", "PS256"])
def test_another_algorithm_is_nobodys_even_if_the_key_set_names_it(key_set: KeySet, algorithm: str) -> None:
    key_set.algorithm = algorithm
    assert tokens.customer_from_token(signed(claims(), algorithm=algorithm)) is None


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_token_changed_in_any_part_is_nobodys(key_set: KeySet, part: int) -> None:
    parts = signed(claims()).split(".")
    raw = bytearray(base64.urlsafe_b64decode(parts[part] + "=="))
    raw[len(raw) // 2] ^= 1
    parts[part] = base64url_encode(bytes(raw)).decode()
    assert tokens.customer_from_token(".".join(parts)) is None


@pytest.mark.parametrize("token", ["", ".", "..", "a.b.c", "x" * 10_000, "é.é.é", signed({"kid": 1}, kid="")])
def test_what_is_no_token_is_nobodys(key_set: KeySet, token: str) -> None:
    assert tokens.customer_from_token(token) is None


def test_time_is_told_by_our_clock_alone(key_set: KeySet) -> None:
    token = signed(claims())
    with clock.set_to(lambda: time.time() + 901):
        assert tokens.customer_from_token(token) is None
    with clock.set_to(lambda: time.time() + 3600):
        late = signed(claims())
        assert tokens.customer_from_token(late) == ADA  # issued later than this machine believes it is


def test_a_key_that_is_taken_out_of_the_set_is_dead_when_the_set_is_read_again(
    key_set: KeySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "KEYS_CACHE_S", 1e-9)
    token = signed(claims())
    assert tokens.customer_from_token(token) == ADA
    key_set.keys = {"k2": THEIRS}
    assert tokens.customer_from_token(token) is None
    assert tokens.customer_from_token(signed(claims(), key=THEIRS, kid="k2")) == ADA


def test_a_token_of_a_key_whose_name_is_taken_no_more_is_dead_at_once_and_asks_for_no_key_set(
    key_set: KeySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = signed(claims())
    assert tokens.customer_from_token(token) == ADA
    asked = len(key_set.asked)
    monkeypatch.setenv("TOKEN_KEYS", "k2,k3")
    assert tokens.customer_from_token(token) is None
    assert tokens.customer_from_token(signed(claims(), kid="k1,k2")) is None
    assert len(key_set.asked) == asked


@pytest.mark.parametrize("kid", ["k1", "k2"])
def test_tokens_of_all_keys_that_are_published_are_taken(key_set: KeySet, kid: str) -> None:
    key_set.keys = {"k1": OURS, "k2": THEIRS}
    assert tokens.customer_from_token(signed(claims(), key=key_set.keys[kid], kid=kid)) == ADA


def test_a_new_key_is_found_without_waiting_for_the_minute_to_end(
    key_set: KeySet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tokens.customer_from_token(signed(claims())) == ADA
    key_set.keys = {"k1": OURS, "k2": THEIRS}
    monkeypatch.setattr(tokens._keys(), "cooldown_duration", 0)  # PyJWT waits 30 s between two such looks
    assert tokens.customer_from_token(signed(claims(), key=THEIRS, kid="k2")) == ADA


def test_tokens_of_keys_that_do_not_exist_make_us_ask_for_nothing(key_set: KeySet) -> None:
    for number in range(10):
        assert tokens.customer_from_token(signed(claims(), kid=f"made-up-{number}")) is None
    assert key_set.asked == []


def test_a_key_set_that_cannot_be_had_is_no_reason_to_send_a_customer_away(key_set: KeySet) -> None:
    key_set.status = 503
    with pytest.raises(Transient):
        tokens.customer_from_token(signed(claims()))


def test_a_token_that_has_a_live_key_and_a_revoked_family_is_nobodys(key_set: KeySet) -> None:
    assert writes.commit(revocation.revoke("fam_1")) == []
    assert tokens.customer_from_token(signed(claims())) is None
    assert tokens.customer_from_token(signed(claims(family="fam_2"))) == Customer(
        "usr_1", "fam_2", "ada@example.com"
    )
