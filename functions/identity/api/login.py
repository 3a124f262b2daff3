"""POST /api/users/login"""

import msgspec

from haat import clock, ids
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import manifest, view
from identity.access_tokens import AccessTokens
from identity.domain import sessions
from identity.domain.accounts import Account, CredentialsInvalid
from identity.fields import Email, Password
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.sessions import SessionStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Who somebody says to be, and the proof."""

    email: Email
    password: Password


@endpoint(manifest.LOGIN)
def handler(
    call: Call[Body],
    accounts: AccountStore,
    session_store: SessionStore,
    hashes: Passwords,
    access_tokens: AccessTokens,
) -> Answer[view.LoggedIn] | CredentialsInvalid | once.AlreadyAnswered:
    """A new session. An unknown address costs as much and answers the same as a wrong password."""
    account = _account(call.input, accounts, hashes)
    if account is None:
        return CredentialsInvalid()
    at_s = clock.now_s()
    token = sessions.RefreshToken(ids.new_id("fam"), ids.new_token(), ids.new_token())
    session = sessions.begin(account.id, account.email, token, at_s)
    answer = view.logged_in(account, access_tokens.issue(session, at_s), token)
    refusals = writes.commit(session_store.begun(session), *once.remember_sealed(call.once, answer))
    return once.AlreadyAnswered() if refusals else answer


def _account(body: Body, accounts: AccountStore, hashes: Passwords) -> Account | None:
    """The account whose address and password these are."""
    known = accounts.credentials(body.email)
    if not hashes.matches(known.password_hash if known else None, body.password) or known is None:
        return None
    if hashes.is_outdated(known.password_hash):
        accounts.rehash(body.email, known, hashes.hash(body.password))
    return accounts.find(known.customer_id)
