"""POST /api/users/reset-password"""

import msgspec

from haat import clock, mailed_token
from haat.errors import InvalidInput, Unavailable
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import password_rules
from identity.domain.resets import Reset, ResetTokenInvalid
from identity.fields import MailedToken, NewPassword
from identity.manifests.passwords import RESET_PASSWORD
from identity.renewal import Renewal
from identity.store.accounts import AccountMoved
from identity.store.credentials import CredentialsMoved
from identity.store.links import LinkMoved
from identity.store.resets import ResetStore

ATTEMPTS = 3  # at an account that is changed at the same time
Outcome = Answer[None] | ResetTokenInvalid | InvalidInput | once.AlreadyAnswered


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The token that came by mail, which works once, and the password to come."""

    token: MailedToken
    password: NewPassword


@endpoint(RESET_PASSWORD)
def handler(call: Call[Body], resets: ResetStore, renewal: Renewal) -> Outcome | Unavailable:
    """Set another password, and end every session of the account."""
    reset = resets.find(mailed_token.id_in(call.input.token) or "")
    if reset is None or not reset.takes(call.input.token, clock.now_s()):
        return ResetTokenInvalid()
    for _ in range(ATTEMPTS):
        outcome = _reset(call, reset, renewal)
        if outcome is not None:
            return outcome
    return Unavailable()


def _reset(call: Call[Body], reset: Reset, renewal: Renewal) -> Outcome | None:
    """One attempt; None when the account was changed meanwhile."""
    subject = renewal.subject(reset.customer_id, reset.address_hash)
    if subject is None or subject.credentials.passwords != reset.passwords:
        return ResetTokenInvalid()
    errors = password_rules.errors_of(call.input.password, subject.account.email)
    if errors:
        return InvalidInput(errors)
    answer = Answer(None)
    refusals = writes.commit(
        *renewal.by_reset(subject, call.input.password),
        *once.remember_sealed(call.once, answer),
    )
    if once.AlreadyAnswered() in refusals:
        return once.AlreadyAnswered()
    return None if {AccountMoved(), CredentialsMoved(), LinkMoved()} & set(refusals) else answer
