"""Accounts: what customers may change about themselves, and how they prove their address."""

from dataclasses import dataclass, replace
from typing import ClassVar

from haat import clock
from haat.errors import Conflict, Forbidden, Invalid, TooManyRequests, Unauthorized
from identity.domain.email_changes import EmailChange

ASK_AGAIN_AFTER_S = 300  # so that nobody can have a stranger's mailbox filled


@dataclass(frozen=True, slots=True)
class EmailTaken(Conflict):
    """An account with this e-mail address exists."""

    detail: ClassVar[str] = "Log in instead, or register with another address."


@dataclass(frozen=True, slots=True)
class CredentialsInvalid(Unauthorized):
    """The e-mail address or the password is not right."""

    detail: ClassVar[str] = "Which of the two is not told, so that nobody learns who has an account."


@dataclass(frozen=True, slots=True)
class PasswordUnset(Conflict):
    """The account has no password."""

    detail: ClassVar[str] = "Set one first, as who has forgotten theirs does."


@dataclass(frozen=True, slots=True)
class AccountBlocked(Forbidden):
    """The account is blocked."""

    detail: ClassVar[str] = "Ask the shop's support why."


@dataclass(frozen=True, slots=True)
class ProfileChanged(Conflict):
    """The profile was changed at the same time."""

    detail: ClassVar[str] = "Read it again and repeat the change."


@dataclass(frozen=True, slots=True)
class EmailVerifiedAlready(Conflict):
    """The e-mail address is proved already."""


@dataclass(frozen=True, slots=True)
class EmailUnverified(Conflict):
    """The e-mail address is not proved yet.

    Who registers with somebody else's address must not keep another way in for when its owner comes.
    """

    detail: ClassVar[str] = "Open the link in the mail that you got, or ask for another one, and repeat this."


@dataclass(frozen=True, slots=True)
class EmailProofInvalid(Invalid):
    """The token does not prove the e-mail address."""

    detail: ClassVar[str] = "It comes by mail and works once, for 24 hours. Ask for another one."


@dataclass(frozen=True, slots=True)
class EmailProofAskedBefore(TooManyRequests):
    """The mail was asked for a moment ago."""

    retry_after_s: ClassVar[int | None] = ASK_AGAIN_AFTER_S
    detail: ClassVar[str] = "Wait for it, or ask again in some minutes."


@dataclass(frozen=True, slots=True)
class Address:
    """Where parcels go."""

    name: str
    line1: str
    line2: str | None
    city: str
    postal_code: str
    region: str | None
    country: str  # ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True)
class Details:
    """What customers may change about themselves."""

    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A customer. `email` is shown as it was typed; it is compared by its normal form."""

    id: str
    email: str
    details: Details
    created_at: str
    proof_asked_at: str  # when the last mail was asked for that proves the address
    email_verified_at: str | None = None  # when it was proved that the customer reads the address's mail
    second_factor_since: str | None = None  # since when logins ask for a code; None: they do not
    version: int = 1
    blocked_at: str | None = None  # since when nobody gets in; the version does not count it
    email_change: EmailChange | None = None  # the last one that was asked for

    def moved(self) -> "Account":
        """The account after a change that is kept elsewhere."""
        return replace(self, version=self.version + 1)

    def with_details(self, details: Details) -> "Account":
        """The account after its customer replaced the details."""
        return replace(self, details=details, version=self.version + 1)

    def may_ask_for_proof(self, at_s: int) -> EmailVerifiedAlready | EmailProofAskedBefore | None:
        """Why no mail is sent by which the address can be proved; None: it may be."""
        if self.email_verified_at:
            return EmailVerifiedAlready()
        too_soon = at_s < clock.seconds(self.proof_asked_at) + ASK_AGAIN_AFTER_S
        return EmailProofAskedBefore() if too_soon else None

    def asking_for_proof(self, at: str) -> "Account":
        """The account after its customer asked for another mail."""
        return replace(self, proof_asked_at=at, version=self.version + 1)

    def verified(self, at: str) -> "Account":
        """The account after its customer proved the address."""
        return replace(self, email_verified_at=at, version=self.version + 1)

    def with_email(self, change: EmailChange, at: str) -> "Account":
        """The account after both addresses confirmed a change: its new one is proved."""
        return replace(
            self, email=change.email, email_verified_at=at, email_change=change, version=self.version + 1
        )
