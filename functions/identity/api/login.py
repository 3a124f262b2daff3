"""POST /api/users/login"""

import msgspec

from haat import clock
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import manifest, view
from identity.domain.accounts import AccountBlocked, CredentialsInvalid
from identity.entrance import Entrance, SecondFactorAsked
from identity.fields import Email, Password
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.credentials import Credentials, CredentialsStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Who somebody says to be, and the proof."""

    email: Email
    password: Password


@endpoint(manifest.LOGIN)
def handler(
    call: Call[Body],
    accounts: AccountStore,
    credentials: CredentialsStore,
    hashes: Passwords,
    entrance: Entrance,
) -> (
    Answer[view.LoggedIn]
    | Answer[SecondFactorAsked]
    | CredentialsInvalid
    | AccountBlocked
    | once.AlreadyAnswered
):
    """A new session, or the wait for a second factor.

    An unknown address costs as much and answers the same as a wrong password. That an account is blocked is
    told to who knows its password.
    """
    at_s = clock.now_s()  # before the credentials are read: their end is remembered as long as a token lives
    known = _known(call.input, credentials, hashes)
    account = accounts.find(known.customer_id) if known else None
    if known is None or account is None:
        return CredentialsInvalid()
    entered = entrance.enter(account, known.generation, call.device, at_s)
    if isinstance(entered, AccountBlocked):
        return entered
    refusals = writes.commit(entered.begun, *once.remember_sealed(call.once, entered.answer))
    return once.AlreadyAnswered() if refusals else entered.answer


def _known(body: Body, credentials: CredentialsStore, hashes: Passwords) -> Credentials | None:
    """The credentials whose address and password these are."""
    known = credentials.find(body.email)
    if not hashes.matches(known.password_hash if known else None, body.password) or known is None:
        return None
    if hashes.is_outdated(known.password_hash):
        credentials.rehash(known, hashes.hash(body.password))
    return known
