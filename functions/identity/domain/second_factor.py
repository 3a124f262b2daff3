"""The second factor: one-time codes of an app (RFC 6238), and recovery codes for who has lost it.

A code is of a step of 30 seconds, and no step is accepted twice. Three codes are right at any moment, so
guessing is made hopeless by a budget of wrong ones: ten, and one more every six hours, whatever right ones
come between. Who knows the password and guesses for a year has one chance in 200. Nobody is locked out by
that: recovery codes, which nobody can guess, are taken all the while.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from haat.errors import Conflict, Invalid, TooManyRequests, Unauthorized

STEP_S = 30
WINDOW = 1  # steps by which a clock may be wrong, to either side
WRONG_MAX = 10
FORGIVEN_AFTER_S = 6 * 3600  # one wrong code
RECOVERY_CODES = 10
CHALLENGE_LIFE_S = 300
CHALLENGE_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class SecondFactorOn(Conflict):
    """The second factor is on already."""

    detail: ClassVar[str] = "Switch it off first; the app of before is asked for a code then."


@dataclass(frozen=True, slots=True)
class SecondFactorOff(Conflict):
    """There is no second factor."""

    detail: ClassVar[str] = "Begin one first."


@dataclass(frozen=True, slots=True)
class PasswordWrong(Invalid):
    """This is not the password of the account."""


@dataclass(frozen=True, slots=True)
class SecondFactorCodeInvalid(Invalid):
    """The code is not right, or was used before."""

    detail: ClassVar[str] = "An app shows another code every 30 seconds; a recovery code works once."


@dataclass(frozen=True, slots=True)
class SecondFactorCodesHeldUp(TooManyRequests):
    """Too many wrong codes."""

    retry_after_s: int  # type: ignore[misc]  # it depends on how many there were
    detail: ClassVar[str] = (
        "Codes of the app are looked at again in {retry_after_s} s; a recovery code is now."
    )


@dataclass(frozen=True, slots=True)
class LoginChallengeInvalid(Unauthorized):
    """This login is not waiting for a second factor."""

    detail: ClassVar[str] = "It waits for five minutes and five codes, and succeeds once. Log in again."


@dataclass(frozen=True, slots=True)
class Factor:
    """The second factor of an account. The app's secret is sealed; of recovery codes only hashes are kept."""

    sealed_secret: str
    is_on: bool = False  # not before a code has shown that the app has the secret
    on_since: str | None = None
    last_step: int = 0  # that a code was accepted of
    recovery_hashes: tuple[str, ...] = ()
    forgiven_at_s: int = 0  # when every wrong code is
    version: int = 1


@dataclass(frozen=True, slots=True)
class Challenge:
    """A login that has shown the password and has to show a code."""

    customer_id: str
    generation: int  # of the credentials: another password ends the login
    expires_at_s: int
    failures: int = 0


def begin(before: Factor | None, sealed_secret: str) -> Factor | SecondFactorOn:
    """A factor with another secret, off yet. How many wrong codes came outlives it."""
    if before is None:
        return Factor(sealed_secret)
    if before.is_on:
        return SecondFactorOn()
    return replace(before, sealed_secret=sealed_secret, last_step=0, version=before.version + 1)


def switch_on(factor: Factor, recovery_codes: Sequence[str], at: str) -> Factor:
    """The factor after the first code was accepted, which has made it the next version."""
    return replace(with_recovery_codes(factor, recovery_codes), is_on=True, on_since=at)


def switch_off(factor: Factor) -> Factor:
    """The factor without secret and recovery codes, after a code was accepted."""
    return replace(factor, sealed_secret="", is_on=False, on_since=None, recovery_hashes=())


def with_recovery_codes(factor: Factor, recovery_codes: Sequence[str]) -> Factor:
    """The factor with new recovery codes in the place of all others."""
    return replace(factor, recovery_hashes=tuple(_hash(code) for code in recovery_codes))


def held_up_s(factor: Factor, at_s: int) -> int:
    """How long no code of the app is looked at: seconds, 0 if it is now."""
    return max(0, factor.forgiven_at_s - at_s - (WRONG_MAX - 1) * FORGIVEN_AFTER_S)


def steps(at_s: int) -> range:
    """The steps of which a code is right now."""
    now = at_s // STEP_S
    return range(now - WINDOW, now + WINDOW + 1)


def accepted(factor: Factor, step: int) -> Factor:
    """The factor after a code of a step, which is later than any before."""
    return replace(factor, last_step=step, version=factor.version + 1)


def mistaken(factor: Factor, at_s: int) -> Factor:
    """The factor after a wrong code."""
    forgiven_at_s = max(factor.forgiven_at_s, at_s) + FORGIVEN_AFTER_S
    return replace(factor, forgiven_at_s=forgiven_at_s, version=factor.version + 1)


def is_recovery_code(code: str) -> bool:
    """Whether this can only be a recovery code: one of the app has six digits."""
    return len(_plain(code)) > 6


def recovered(factor: Factor, code: str) -> Factor | None:
    """The factor after a recovery code, which works never again; None: there is no such code."""
    digest = _hash(code)
    left = tuple(one for one in factor.recovery_hashes if not hmac.compare_digest(one, digest))
    if len(left) == len(factor.recovery_hashes):
        return None
    return replace(factor, recovery_hashes=left, version=factor.version + 1)


def is_open(challenge: Challenge, at_s: int) -> bool:
    """Whether a login still waits for its code."""
    return at_s < challenge.expires_at_s and challenge.failures < CHALLENGE_ATTEMPTS


def _hash(code: str) -> str:
    """80 random bits need no slow hash: nobody can try them."""
    return hashlib.sha256(_plain(code).encode()).hexdigest()


def _plain(code: str) -> str:
    """A code without what people put between its characters."""
    return code.replace("-", "").replace(" ", "").lower()
