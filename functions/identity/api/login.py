"""POST /api/users/login"""

import msgspec

from haat import clock
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import manifest, view
from identity.domain.accounts import CredentialsInvalid
from identity.door import Door
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
    door: Door,
) -> Answer[view.LoggedIn] | CredentialsInvalid | once.AlreadyAnswered:
    """A new session. An unknown address costs as much and answers the same as a wrong password."""
    at_s = clock.now_s()  # before the credentials are read: their end is remembered as long as a token lives
    known = _known(call.input, credentials, hashes)
    account = accounts.find(known.customer_id) if known else None
    if known is None or account is None:
        return CredentialsInvalid()
    opened = door.open(account, known.generation, call.device, at_s)
    refusals = writes.commit(opened.begun, *once.remember_sealed(call.once, opened.answer))
    return once.AlreadyAnswered() if refusals else opened.answer


def _known(body: Body, credentials: CredentialsStore, hashes: Passwords) -> Credentials | None:
    """The credentials whose address and password these are."""
    known = credentials.find(body.email)
    if not hashes.matches(known.password_hash if known else None, body.password) or known is None:
        return None
    if hashes.is_outdated(known.password_hash):
        credentials.rehash(known, hashes.hash(body.password))
    return known
