"""POST /api/users/register"""

from typing import Annotated

import msgspec

from haat import clock, ids
from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint, once
from haat.mail_address import email_errors
from haat.table import writes
from identity import manifest, view
from identity.access_tokens import AccessTokens
from identity.domain import passwords, sessions
from identity.domain.accounts import Account, Details, EmailTaken
from identity.fields import Email, Name, Password, Phone
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.sessions import SessionStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """A new customer."""

    email: Email
    password: Annotated[Password, msgspec.Meta(min_length=passwords.LENGTH_MIN)]
    first_name: Name | None = None
    last_name: Name | None = None
    phone: Phone | None = None


@endpoint(manifest.REGISTER)
def handler(
    call: Call[Body],
    accounts: AccountStore,
    session_store: SessionStore,
    hashes: Passwords,
    access_tokens: AccessTokens,
) -> Answer[view.LoggedIn] | InvalidInput | EmailTaken | once.AlreadyAnswered:
    """An account and its first session, in one transaction with the event."""
    body = call.input
    errors = email_errors(body.email) + passwords.password_errors(body.password, body.email)
    if errors:
        return InvalidInput(errors)
    at_s = clock.now_s()
    details = Details(body.first_name, body.last_name, body.phone)
    at = clock.iso(at_s)
    account = Account(ids.new_id("usr"), body.email, details, created_at=at, proof_asked_at=at)
    token = sessions.RefreshToken(ids.new_id("fam"), ids.new_token(), ids.new_token())
    session = sessions.begin(account.id, account.email, token, at_s)
    answer = view.logged_in(account, access_tokens.issue(session, at_s), token)
    refusals = writes.commit(
        *accounts.registered(account, hashes.hash(body.password)),
        session_store.begun(session),
        *once.remember_sealed(call.once, answer),
    )
    return (EmailTaken() if EmailTaken() in refusals else once.AlreadyAnswered()) if refusals else answer
