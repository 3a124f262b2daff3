"""Sessions: one login and the chain of refresh tokens that follow from it.

A refresh token works once, and its use gives the next one. A token that comes again after that was stolen,
or its successor was: which of the two holders is the thief nobody can tell, so the session ends for both.

An answer that is lost on its way must not log a customer out. The successor is therefore computed, from
the token itself and from a salt the session keeps: within a short grace the same token gives the same
successor, to a client that repeats its request and to two that refresh at once. The chain never forks.

A session belongs to a generation of its account's credentials. Whatever has to end all sessions at once, such
as another password, begins the next generation: one write, however many sessions there are.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from enum import Enum

from identity.domain.refresh_tokens import RefreshToken

GRACE_S = 30
IDLE_S = 7 * 24 * 3600  # a session ends this long after it was last refreshed
LIFE_S = 30 * 24 * 3600  # and at the latest this long after the login
DEVICE_CHARACTERS_MAX = 200
FIRST_GENERATION = 1  # of the credentials of a new account
_FAMILY = re.compile("fam_[0-9a-z]{26}")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who begins a session: an account, as its credentials are, on some device."""

    customer_id: str
    email: str
    generation: int  # of the credentials
    device: str  # as it calls itself: a User-Agent, or ""


@dataclass(frozen=True, slots=True)
class Session:
    """What is known of a session; of its tokens only hashes."""

    family: str
    customer_id: str
    email: str
    generation: int
    device: str
    lineage_hash: str
    secret_hash: str  # of the token that works now
    previous_hash: str | None  # of the one before
    salt: str  # by which the one before gave this one; "" before the first refresh
    started_at_s: int
    rotated_at_s: int
    expires_at_s: int
    version: int = 1

    def is_alive(self, generation: int, at_s: int) -> bool:
        """Whether it can be refreshed at this time, while its account is at this generation."""
        return self.generation == generation and at_s < self.expires_at_s


class Standing(Enum):
    """What a refresh token is to its session."""

    CURRENT = "current"
    REPEATED = "repeated"  # used a moment ago: its answer may have been lost
    REUSED = "reused"  # used before: it or its successor is stolen
    UNKNOWN = "unknown"  # not of this session, or the session has expired


def is_family(text: str) -> bool:
    """Whether this can be the name of a session."""
    return _FAMILY.fullmatch(text) is not None


def begin(holder: Holder, token: RefreshToken, at_s: int) -> Session:
    """The session of a login whose first refresh token is `token`."""
    return Session(
        family=token.family,
        customer_id=holder.customer_id,
        email=holder.email,
        generation=holder.generation,
        device=holder.device[:DEVICE_CHARACTERS_MAX],
        lineage_hash=_hash(token.lineage),
        secret_hash=_hash(token.secret),
        previous_hash=None,
        salt="",
        started_at_s=at_s,
        rotated_at_s=at_s,
        expires_at_s=at_s + IDLE_S,
    )


def standing(session: Session, token: RefreshToken, at_s: int) -> Standing:
    """What `token` is to `session` at this moment."""
    if at_s >= session.expires_at_s or not _is_hash_of(session.lineage_hash, token.lineage):
        return Standing.UNKNOWN
    if _is_hash_of(session.secret_hash, token.secret):
        return Standing.CURRENT
    repeated = session.previous_hash and _is_hash_of(session.previous_hash, token.secret)
    return Standing.REPEATED if repeated and at_s <= session.rotated_at_s + GRACE_S else Standing.REUSED


def rotate(session: Session, token: RefreshToken, salt: str, at_s: int) -> Session:
    """The session after its current `token` was used; `salt` is fresh."""
    return replace(
        session,
        secret_hash=_hash(token.successor(salt).secret),
        previous_hash=session.secret_hash,
        salt=salt,
        rotated_at_s=at_s,
        expires_at_s=min(at_s + IDLE_S, session.started_at_s + LIFE_S),
        version=session.version + 1,
    )


def outlive(session: Session, *, email: str | None = None) -> Session:
    """The session after all others ended: it goes on with the next generation, perhaps of another address."""
    following = session.generation + 1
    return replace(session, email=email or session.email, generation=following, version=session.version + 1)


def _hash(secret: str) -> str:
    """256 random bits need no slow hash: nobody can try them."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _is_hash_of(known: str, secret: str) -> bool:
    return hmac.compare_digest(known, _hash(secret))
