"""Accounts: what makes an e-mail address, and what customers may change about themselves."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import ClassVar

from haat.errors import Conflict, FieldError, Unauthorized

EMAIL_LENGTH_MAX = 254  # RFC 5321, 4.5.3.1.3: a path has 256 octets, two of them its angle brackets

# Non-ASCII letters are welcome on both sides (RFC 6531); quoted local parts and address literals are not.
_LOCAL = r'(?!\.)(?!.*\.\.)[^\s@<>()\[\]\\,;:"]{1,64}(?<!\.)'
_LABEL = r"(?!-)[A-Za-z0-9\-\u0080-\U0010ffff]{1,63}(?<!-)"
_EMAIL = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+(?![0-9]+\Z){_LABEL}")


@dataclass(frozen=True, slots=True)
class EmailTaken(Conflict):
    """An account with this e-mail address exists."""

    detail: ClassVar[str] = "Log in instead, or register with another address."


@dataclass(frozen=True, slots=True)
class CredentialsInvalid(Unauthorized):
    """The e-mail address or the password is not right."""

    detail: ClassVar[str] = "Which of the two is not told, so that nobody learns who has an account."


@dataclass(frozen=True, slots=True)
class ProfileChanged(Conflict):
    """The profile was changed at the same time."""

    detail: ClassVar[str] = "Read it again and repeat the change."


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
    """A customer. `email` is shown as it was typed; it is compared by `normalised`."""

    id: str
    email: str
    details: Details
    created_at: str
    version: int = 1

    def with_details(self, details: Details) -> "Account":
        """The account after its customer replaced the details."""
        return replace(self, details=details, version=self.version + 1)


def normalised(email: str) -> str:
    """What all spellings of one address share: Unicode's compatibility caseless form, composed."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", email).casefold()).casefold()
    return unicodedata.normalize("NFKC", folded)


def email_errors(email: str) -> tuple[FieldError, ...]:
    """Why this cannot be an e-mail address. Whether mail arrives there, only mail can tell."""
    well_formed = email.isprintable() and all(_EMAIL.fullmatch(form) for form in (email, normalised(email)))
    return () if well_formed else (FieldError("/email", "Expected an e-mail address: name@example.com."),)
