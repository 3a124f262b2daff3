"""What somebody makes of a token and the public keys alone, by the attacks that RFC 8725 is about."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from jwt.utils import base64url_decode, base64url_encode

NONE_SPELLINGS = ("none", "None", "NONE", "nOnE", "NonE", " none", "none ", "\u0000none", "")
KIDS = (
    "../../../../dev/null",
    "/dev/null",
    "..%2f..%2fkeys",
    "' OR '1'='1",
    "kid' UNION SELECT 'secret'--",
    "| whoami",
    "",
    "\u0000",
    "k" * 5000,
)


def forgeries(token: str, keys: list[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Attack by name, and the token it makes; each carries the claims of the honest one."""
    header, claims = jwt.get_unverified_header(token), _claims(token)
    theirs = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    yield from _without_signature(token, header)
    yield from _by_public_key(token, header, keys)
    yield from _by_their_key(claims, header, theirs)
    yield from _by_kid(claims, header, theirs)
    yield from _tampered(token, header, claims)


def signed(
    claims: object, header: Mapping[str, Any], key: rsa.RSAPrivateKey, algorithm: str = "RS256"
) -> str:
    """A token that is signed well, whatever it says."""
    unsigned = f"{_part(dict(header) | {'alg': algorithm})}.{_part(claims)}"
    made = jwt.get_algorithm_by_name(algorithm).sign(unsigned.encode(), key)
    return f"{unsigned}.{base64url_encode(made).decode()}"


def _without_signature(token: str, header: dict[str, Any]) -> Iterator[tuple[str, str]]:
    _, payload, signature = token.split(".")
    for spelling in NONE_SPELLINGS:
        none = _part(header | {"alg": spelling})
        yield f"alg {spelling!r} without a signature", f"{none}.{payload}."
        yield f"alg {spelling!r} with the signature it had", f"{none}.{payload}.{signature}"
    yield "no alg", f"{_part({k: v for k, v in header.items() if k != 'alg'})}.{payload}.{signature}"
    yield "no signature at all", f"{_part(header)}.{payload}."
    yield "two parts", f"{_part(header)}.{payload}"


def _by_public_key(
    token: str, header: dict[str, Any], keys: list[Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    """The public key taken for the secret of an HMAC, in each form that a verifier might have it."""
    payload = token.split(".")[1]
    for shown in keys:
        key = RSAAlgorithm.from_jwk(json.dumps(shown))
        assert isinstance(key, rsa.RSAPublicKey)
        for name, secret in _forms(key, shown):
            for algorithm, digest in (("HS256", "sha256"), ("HS384", "sha384"), ("HS512", "sha512")):
                unsigned = f"{_part(header | {'alg': algorithm, 'kid': shown['kid']})}.{payload}"
                made = hmac.digest(secret, unsigned.encode(), digest)
                yield f"{algorithm} by the {name}", f"{unsigned}.{base64url_encode(made).decode()}"


def _forms(key: rsa.RSAPublicKey, shown: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    public, pkcs1 = serialization.PublicFormat.SubjectPublicKeyInfo, serialization.PublicFormat.PKCS1
    pem = key.public_bytes(serialization.Encoding.PEM, public)
    yield "PEM", pem
    yield "PEM without its last line break", pem.strip()
    yield "PKCS 1 PEM", key.public_bytes(serialization.Encoding.PEM, pkcs1)
    yield "DER", key.public_bytes(serialization.Encoding.DER, public)
    yield "JWK", json.dumps(dict(shown)).encode()
    yield "modulus", str(shown["n"]).encode()


def _by_their_key(
    claims: dict[str, Any], header: dict[str, Any], theirs: rsa.RSAPrivateKey
) -> Iterator[tuple[str, str]]:
    """Signed well, by a key that the token itself brings along or points to."""
    shown: dict[str, Any] = RSAAlgorithm.to_jwk(theirs.public_key(), as_dict=True)
    shown |= {"kid": header["kid"], "alg": "RS256", "use": "sig"}
    for name, more in (
        ("nothing but our kid", {}),
        ("its own jwk", {"jwk": shown}),
        ("a jku", {"jku": "https://evil.test/jwks.json"}),
        ("a jku on loopback", {"jku": "http://127.0.0.1:9/jwks.json"}),
        ("an x5u", {"x5u": "https://evil.test/certificate.pem"}),
        ("an x5c", {"x5c": ["MIIB"]}),
        ("another kid and its own jwk", {"jwk": shown, "kid": "theirs"}),
    ):
        yield f"another key with {name}", signed(claims, header | more, theirs)


def _by_kid(
    claims: dict[str, Any], header: dict[str, Any], theirs: rsa.RSAPrivateKey
) -> Iterator[tuple[str, str]]:
    """A kid that is a path, a query or a command; also with the empty secret such a path may lead to."""
    for kid in KIDS:
        yield f"kid {kid[:20]!r}", signed(claims, header | {"kid": kid}, theirs)
        unsigned = f"{_part(header | {'kid': kid, 'alg': 'HS256'})}.{_part(claims)}"
        made = hmac.digest(b"", unsigned.encode(), hashlib.sha256)
        yield f"kid {kid[:20]!r} and an empty secret", f"{unsigned}.{base64url_encode(made).decode()}"
    without = {name: value for name, value in header.items() if name != "kid"}
    yield "no kid", signed(claims, without, theirs)


def _tampered(token: str, header: dict[str, Any], claims: dict[str, Any]) -> Iterator[tuple[str, str]]:
    head, payload, signature = token.split(".")
    for name, change in (
        ("another subject", {"sub": "usr_01hzzzzzzzzzzzzzzzzzzzzzzz"}),
        ("a longer life", {"exp": claims["exp"] + 10_000_000}),
        ("another session", {"family": "fam_01hzzzzzzzzzzzzzzzzzzzzzzz"}),
        ("a later generation", {"generation": 1000}),
    ):
        yield name, f"{head}.{_part(claims | change)}.{signature}"
    yield "a critical extension", f"{_part(header | {'crit': ['b64'], 'b64': False})}.{payload}.{signature}"
    yield "compressed", f"{_part(header | {'zip': 'DEF'})}.{payload}.{signature}"
    yield "a signature of zeros", f"{head}.{payload}.{base64url_encode(bytes(256)).decode()}"
    yield "a signature cut short", f"{head}.{payload}.{signature[:-4]}"
    yield "as JSON", json.dumps({"protected": head, "payload": payload, "signature": signature})
    yield "encrypted by form", f"{head}.{payload}.{signature}.{payload}.{signature}"


def _claims(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = json.loads(base64url_decode(token.split(".")[1]))
    return claims


def _part(content: object) -> str:
    return base64url_encode(json.dumps(content, separators=(",", ":")).encode()).decode()
