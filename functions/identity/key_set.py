"""The key set by which gateways and functions verify access tokens, and the document that points to it."""

import base64
from collections.abc import Mapping
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from haat.clients import client
from haat.settings import TOKEN_ISSUER
from haat.table.meter import meter
from identity.manifest import KEYS_BUCKET, WELL_KNOWN
from identity.signing import ALGORITHM

KEY_SET = WELL_KNOWN + "jwks.json"
DISCOVERY = WELL_KNOWN + "openid-configuration"
CACHE_CONTROL = "public, max-age=300"


class WrongKind(TypeError):
    """A signing key is not an RSA key."""


def key_set(public_halves: Mapping[str, bytes]) -> dict[str, object]:
    """RFC 7517: a set of keys, of each the name and its DER.

    Raises: WrongKind.
    """
    return {"keys": [_shown(name, half) for name, half in public_halves.items()]}


def _shown(name: str, public_half: bytes) -> dict[str, str]:
    key = load_der_public_key(public_half)
    if not isinstance(key, RSAPublicKey):
        raise WrongKind(type(key).__name__)
    numbers = key.public_numbers()
    shown = {"kty": "RSA", "use": "sig", "alg": ALGORITHM, "kid": name}
    return shown | {"n": _base64url(numbers.n), "e": _base64url(numbers.e)}


def discovery() -> dict[str, object]:
    """OpenID Connect Discovery, as far as there is something to tell: tokens are not had by OAuth."""
    issuer = TOKEN_ISSUER.text()
    return {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/{KEY_SET}",
        "response_types_supported": ["token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
    }


class KeysBucket:
    """The bucket that TOKEN_ISSUER serves."""

    def publish(self, name: str, document: dict[str, object]) -> None:
        """Write one document; an older one is replaced. One call of S3."""
        meter.count("s3.PutObject")
        _s3().put_object(
            Bucket=KEYS_BUCKET.text(),
            Key=name,
            Body=msgspec.json.encode(document),
            ContentType="application/json",
            CacheControl=CACHE_CONTROL,
        )


def _base64url(number: int) -> str:
    """RFC 7518, 6.3.1.1: big endian, in as few octets as it takes, without padding."""
    data = number.to_bytes((number.bit_length() + 7) // 8)
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _s3() -> Any:
    return client("s3")
