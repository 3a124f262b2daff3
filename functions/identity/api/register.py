"""POST /api/users/register"""

import msgspec

from haat import clock, ids
from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint, once
from haat.mail_address import email_errors
from haat.table import writes
from identity import manifest, password_rules, view
from identity.domain.accounts import Account, Details, EmailTaken
from identity.domain.sessions import FIRST_GENERATION
from identity.door import Door
from identity.fields import Email, Name, NewPassword, Phone
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """A new customer."""

    email: Email
    password: NewPassword
    first_name: Name | None = None
    last_name: Name | None = None
    phone: Phone | None = None


@endpoint(manifest.REGISTER)
def handler(
    call: Call[Body],
    accounts: AccountStore,
    credentials: CredentialsStore,
    hashes: Passwords,
    door: Door,
) -> Answer[view.LoggedIn] | InvalidInput | EmailTaken | once.AlreadyAnswered:
    """An account and its first session, in one transaction with the event."""
    body = call.input
    errors = email_errors(body.email) + password_rules.errors_of(body.password, body.email)
    if errors:
        return InvalidInput(errors)
    at_s = clock.now_s()
    details = Details(body.first_name, body.last_name, body.phone)
    at = clock.iso(at_s)
    account = Account(ids.new_id("usr"), body.email, details, created_at=at, proof_asked_at=at)
    opened = door.open(account, FIRST_GENERATION, call.device, at_s)
    refusals = writes.commit(
        credentials.claimed(account.email, account.id, hashes.hash(body.password)),
        *accounts.registered(account),
        opened.begun,
        *once.remember_sealed(call.once, opened.answer),
    )
    return (
        (EmailTaken() if EmailTaken() in refusals else once.AlreadyAnswered()) if refusals else opened.answer
    )
