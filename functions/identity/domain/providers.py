"""Sign-in by somebody else's account: who offers it, and what becomes of what they say.

A provider says who somebody is to it, by an id that it never gives away again; that alone is what an account
is linked by. Its e-mail address opens no account and proves nothing here: whoever has an account with the
address links it from there, and a new account proves its address by mail like any other.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from haat.errors import Conflict, Invalid, Problem, Unauthorized

PENDING_LIFE_S = 600
BAD_GATEWAY = 502


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider of OpenID Connect, as its documents describe it. `issuers`: what its tokens may say."""

    name: str
    issuers: tuple[str, ...]
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    scope: str


# https://developers.google.com/identity/openid-connect/reference and the discovery document it names,
# https://accounts.google.com/.well-known/openid-configuration.
GOOGLE = Provider(
    "google",
    ("https://accounts.google.com", "accounts.google.com"),
    "https://accounts.google.com/o/oauth2/v2/auth",
    "https://oauth2.googleapis.com/token",
    "https://www.googleapis.com/oauth2/v3/certs",
    "openid email profile",
)
# https://developers.facebook.com/documentation/facebook-login/guides/advanced/oidc-token: the code flow with
# PKCE and nonce, which Facebook calls "still in testing"; nothing of its Graph API is used. It never says
# that an address is verified, which is no matter here.
FACEBOOK = Provider(
    "facebook",
    ("https://www.facebook.com",),
    "https://www.facebook.com/v11.0/dialog/oauth",
    "https://graph.facebook.com/v11.0/oauth/access_token",
    "https://www.facebook.com/.well-known/oauth/openid/jwks/",
    "openid email public_profile",
)
PROVIDERS: Mapping[str, Provider] = {provider.name: provider for provider in (GOOGLE, FACEBOOK)}


class Purpose(StrEnum):
    """What somebody was sent to a provider for."""

    SIGN_IN = "sign_in"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class SignInInvalid(Unauthorized):
    """This sign-in cannot be finished."""

    detail: ClassVar[str] = (
        "It is begun in the same browser, waits for ten minutes and succeeds once. Begin anew."
    )


@dataclass(frozen=True, slots=True)
class ProviderUnavailable(Problem):
    """The provider does not answer."""

    status: ClassVar[int] = 503
    retry_after_s: ClassVar[int | None] = 5
    detail: ClassVar[str] = "Nothing was changed. Try again in a moment, or log in with a password."


@dataclass(frozen=True, slots=True)
class ProviderAnswerInvalid(Problem):
    """The provider's answer cannot be trusted."""

    status: ClassVar[int] = BAD_GATEWAY
    detail: ClassVar[str] = "Nothing was changed. Begin anew, or log in with a password."


@dataclass(frozen=True, slots=True)
class ProviderEmailMissing(Invalid):
    """The provider does not tell an e-mail address."""

    detail: ClassVar[str] = "Allow it to, or register with an address and link the provider then."


@dataclass(frozen=True, slots=True)
class AddressHasAccount(Conflict):
    """An account with this e-mail address exists."""

    detail: ClassVar[str] = "Log in to it, and link the provider there: its word alone does not open it."


@dataclass(frozen=True, slots=True)
class LinkTaken(Conflict):
    """This is linked to another account, or the account to another of the provider's."""

    detail: ClassVar[str] = "Unlink that first."


@dataclass(frozen=True, slots=True)
class PasswordNeeded(Conflict):
    """Without the provider nobody could log in to this account."""

    detail: ClassVar[str] = "Set a password first, as who has forgotten it does."


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody who was sent to a provider. Of what their browser holds only a hash is kept."""

    provider: str
    purpose: Purpose
    browser_hash: str
    expires_at_s: int
    customer_id: str | None = None  # whose account is to be linked


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a provider knows."""

    provider: str
    subject: str
    email: str | None
    first_name: str | None
    last_name: str | None

    @property
    def key(self) -> str:
        """What the table knows them by."""
        return hashlib.sha256(f"{self.provider}\n{self.subject}".encode()).hexdigest()


def is_of_browser(pending: Pending, browser: str, at_s: int) -> bool:
    """Whether this browser began it, not long ago: nobody is signed in to a stranger's account unawares."""
    return at_s < pending.expires_at_s and hmac.compare_digest(pending.browser_hash, hash_of(browser))


def hash_of(browser: str) -> str:
    """256 random bits need no slow hash."""
    return hashlib.sha256(browser.encode()).hexdigest()


def nonce_of(browser: str) -> str:
    """What the provider's token has to repeat; it follows from what the browser holds alone."""
    return hmac.digest(browser.encode(), b"nonce", hashlib.sha256).hex()


def verifier_of(browser: str) -> str:
    """The code verifier (RFC 7636, 4.1), which the table never has."""
    return hmac.digest(browser.encode(), b"code verifier", hashlib.sha256).hex()


def challenge_of(browser: str) -> str:
    """The code challenge, by S256 (RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier_of(browser).encode()).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
