"""Accounts and tokens as a client sees them."""

import msgspec

from haat import clock
from haat.http import Answer
from haat.http.revocation import TOKEN_LIFE_S
from identity.domain import devices
from identity.domain.accounts import Account, Address
from identity.domain.refresh_tokens import RefreshToken
from identity.domain.sessions import Session
from identity.keys import address_hash


class Profile(msgspec.Struct, frozen=True):
    """A customer, to themselves."""

    id: str
    email: str
    first_name: str | None
    last_name: str | None
    phone: str | None
    address: Address | None
    created_at: str
    email_verified_at: str | None  # when it was proved that the address is theirs
    version: int


class Tokens(msgspec.Struct, frozen=True, kw_only=True):
    """What a client holds: RFC 6749, 5.1."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 -- a type, not a token
    expires_in: int = TOKEN_LIFE_S  # seconds
    refresh_token: str


class LoggedIn(Tokens, frozen=True, kw_only=True):
    """Who a client is, and the tokens to prove it."""

    user: Profile
    device_token: str  # send it with the next login from the same device: others cannot get in its way


class SessionView(msgspec.Struct, frozen=True):
    """One login, to its customer."""

    id: str
    device: str  # as it called itself: a User-Agent, or ""
    created_at: str
    last_seen_at: str  # when it last had an access token made, which it needs every 15 minutes
    expires_at: str  # unless it is seen before
    current: bool  # whether it is the one that asks


def session(known: Session, *, current: bool) -> SessionView:
    """What customers see of their sessions."""
    return SessionView(
        id=known.family,
        device=known.device,
        created_at=clock.iso(known.started_at_s),
        last_seen_at=clock.iso(known.rotated_at_s),
        expires_at=clock.iso(known.expires_at_s),
        current=current,
    )


class LinkView(msgspec.Struct):
    """A provider by which the caller can sign in."""

    provider: str
    linked_at: str


def profile(account: Account) -> Profile:
    """What customers see of their account."""
    details = account.details
    return Profile(
        id=account.id,
        email=account.email,
        first_name=details.first_name,
        last_name=details.last_name,
        phone=details.phone,
        address=details.address,
        created_at=account.created_at,
        email_verified_at=account.email_verified_at,
        version=account.version,
    )


def profile_answer(account: Account) -> Answer[Profile]:
    """The profile with its tag."""
    return Answer(profile(account), etag=str(account.version))


def logged_in(account: Account, access_token: str, refresh_token: RefreshToken) -> Answer[LoggedIn]:
    """The answer to who has just proved to be the account's customer."""
    shown = LoggedIn(
        user=profile(account),
        access_token=access_token,
        refresh_token=str(refresh_token),
        device_token=devices.token_of(refresh_token.family, address_hash(account.email)),
    )
    return Answer(shown)


def refreshed(access_token: str, refresh_token: RefreshToken) -> Answer[Tokens]:
    """The next pair of tokens."""
    return Answer(Tokens(access_token=access_token, refresh_token=str(refresh_token)))
