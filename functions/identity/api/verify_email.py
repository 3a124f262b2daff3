"""POST /api/users/verify-email

Whoever proves an address has to be logged in, and so has shown two things: that they read its mail, by the
token, and that the account is theirs. By the token alone somebody could register with a stranger's address
and wait until the stranger opens the mail: from then on the stranger's orders would be theirs.
"""

import msgspec

from haat import address_proof, clock
from haat.errors import NotFound, Unavailable
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table import writes
from identity import manifest
from identity.domain.accounts import Account, EmailProofInvalid, EmailVerifiedAlready
from identity.fields import ProofText
from identity.store.accounts import AccountStore

ATTEMPTS = 3  # at a profile that is changed at the same time


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The token that came by mail; it works once."""

    token: ProofText


class Verified(msgspec.Struct):
    """An address that is proved."""

    email: str
    email_verified_at: str


Outcome = Answer[Verified] | NotFound | EmailVerifiedAlready | EmailProofInvalid | AlreadyAnswered


@endpoint(manifest.VERIFY_EMAIL)
def handler(call: Call[Body], accounts: AccountStore) -> Outcome | Unavailable:
    """Record that the caller reads the mail of the account's address."""
    for _ in range(ATTEMPTS):
        account = accounts.find(call.customer.id)
        outcome = _verify(call, account, accounts) if account else NotFound()
        if outcome is not None:
            return outcome
    return Unavailable()


def _verify(call: Call[Body], account: Account, accounts: AccountStore) -> Outcome | None:
    """One attempt; None when the account was changed meanwhile."""
    if account.email_verified_at:
        return EmailVerifiedAlready()
    at_s = clock.now_s()
    if not address_proof.proves(call.input.token, account.id, account.email, at_s=at_s):
        return EmailProofInvalid()
    at = clock.iso(at_s)
    answer = Answer(Verified(account.email, at))
    refusals = writes.commit(*accounts.verified(account, at), *call.remember_personal(answer))
    if AlreadyAnswered() in refusals:
        return AlreadyAnswered()
    return None if refusals else answer
