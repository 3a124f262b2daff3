"""Access tokens of customers: RS256 only, exact issuer and audience, token type, our own key set (G18).

The key set may be old: a function keeps it for a minute, CloudFront for five, the gateway for two hours. So a
token names its key (`kid`), and each function has the names of those that are taken.

Where a route requires a token the gateway has verified it and only claims are looked at; where a route
is open to guests as well the token is verified here, and only then PyJWT is imported (66 ms).
"""

import base64
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from haat import clock
from haat.faults import Transient
from haat.http import revocation, staff_sessions
from haat.http.call import Customer, Staff
from haat.permissions import GROUPS
from haat.settings import ADMIN_ISSUER, TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_KEYS

KEYS_CACHE_S = 60  # a key that is no longer in the set is dead after that
KEYS_TIMEOUT_S = 2
TYPE = "JWT"


def customer_from_claims(claims: Mapping[str, Any]) -> Customer | None:
    """The customer whose token has these verified claims; None if it is not a live access token of ours."""
    live = (
        claims.get("iss") == TOKEN_ISSUER.text()
        and claims.get("aud") == TOKEN_AUDIENCE.text()
        and claims.get("token_use") == "access"
        and _is_now(claims)
        and bool(claims.get("sub"))
        and bool(claims.get("family"))
    )
    if not live:
        return None
    customer = Customer(str(claims["sub"]), str(claims["family"]), str(claims.get("email", "")))
    generation = int(claims.get("generation", 0))
    dead = revocation.is_revoked(customer.family)
    dead = dead or revocation.is_outdated(customer.id, customer.family, generation)
    return None if dead else customer


class _Header(msgspec.Struct):
    kid: str


def is_by_known_key(token: str) -> bool:
    """Whether a token says that it is signed by a key that is taken. That it is, the signature tells."""
    part = token.partition(".")[0]
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        return msgspec.json.decode(raw, type=_Header).kid in TOKEN_KEYS.text().split(",")
    except (ValueError, RecursionError, msgspec.MsgspecError):
        return False


def customer_from_token(token: str) -> Customer | None:
    """The customer of a token that nobody has verified yet; None if it is not valid.

    Raises: Transient when the key set cannot be had.
    """
    if not is_by_known_key(token):
        return None
    import jwt

    try:
        key = _keys().get_signing_key_from_jwt(token)
        decoded = jwt.decode_complete(
            token,
            key,
            algorithms=["RS256"],
            issuer=TOKEN_ISSUER.text(),
            audience=TOKEN_AUDIENCE.text(),
            # Times are told by our clock, in `customer_from_claims`; by another one a fresh token may be
            # of the future.
            options={
                "require": ["exp", "iat", "sub"],
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
            },
        )
    except jwt.PyJWKClientConnectionError as fault:
        raise Transient("the key set does not answer") from fault
    except jwt.PyJWTError:
        return None
    # RFC 8725, 3.11: what is signed by the same key and is of another type is no access token.
    return customer_from_claims(decoded["payload"]) if decoded["header"].get("typ") == TYPE else None


def _is_now(claims: Mapping[str, Any]) -> bool:
    """Whether a token is valid at this moment; times are numbers, or as the gateway passes them on, text."""
    try:
        return int(claims.get("nbf", 0)) <= clock.now_s() < int(claims.get("exp", 0))
    except (TypeError, ValueError):
        return False


def staff_from_claims(claims: Mapping[str, Any]) -> Staff | None:
    """Who has the Cognito token that the gateway has verified; None if it is not live or in no group.

    The gateway takes the pool's ID tokens as well, which tell a page who is logged in and are kept less well;
    and whatever it has verified lives on in its eyes when somebody is shut out.
    """
    live = (
        claims.get("iss") == ADMIN_ISSUER.text()
        and claims.get("token_use") == "access"
        and int(claims.get("exp", 0)) > clock.now_s()
    )
    roles = frozenset(role for role in GROUPS if role in _groups(claims))
    name = str(claims.get("username") or claims.get("sub"))
    if not live or not roles or staff_sessions.is_ended(name, int(claims.get("iat", 0))):
        return None
    return Staff(name, roles)


def _groups(claims: Mapping[str, Any]) -> list[str]:
    """A list, or the text that the gateway makes of one: "[admin seller]"."""
    groups = claims.get("cognito:groups", "")
    return groups if isinstance(groups, list) else str(groups).strip("[]").replace(",", " ").split()


@cache
def _keys() -> Any:
    import jwt

    url = f"{TOKEN_ISSUER.text()}/.well-known/jwks.json"
    return jwt.PyJWKClient(url, lifespan=KEYS_CACHE_S, timeout=KEYS_TIMEOUT_S)
