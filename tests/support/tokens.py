"""Access tokens as identity signs them, for endpoints that verify them themselves, and a key set at hand."""

import base64
import json
from collections.abc import Mapping
from functools import cache

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from haat import clock
from haat.http import tokens

KEY_ID = "of-the-tests"


def _part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


SEEN = f"Bearer {_part({'kid': KEY_ID})}.of.customer"  # the gateway has verified it


def authorization(claims: Mapping[str, object]) -> str:
    """The header of whoever has these claims; from now on functions know the key that signed it."""
    tokens._keys().jwk_set_cache.put(_key_set())
    whole = {"iat": clock.now_s(), **claims}
    if "exp" in claims:
        whole["exp"] = int(str(claims["exp"]))
    return "Bearer " + jwt.encode(whole, _key(), algorithm="RS256", headers={"kid": KEY_ID})


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def _key_set() -> jwt.PyJWKSet:
    shown = RSAAlgorithm.to_jwk(_key().public_key(), as_dict=True)
    return jwt.PyJWKSet.from_dict({"keys": [shown | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}]})
