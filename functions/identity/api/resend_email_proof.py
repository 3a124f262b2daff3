"""POST /api/users/verify-email/resend"""

import msgspec

from haat import clock
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from haat.table import writes
from identity import manifest
from identity.domain.accounts import EmailProofAskedBefore, EmailVerifiedAlready, ProfileChanged
from identity.store.accounts import AccountStore


class Asked(msgspec.Struct):
    """Where the mail goes."""

    email: str
    proof_asked_at: str


Refusal = NotFound | EmailVerifiedAlready | EmailProofAskedBefore | ProfileChanged


@endpoint(manifest.RESEND_EMAIL_PROOF)
def handler(call: Call[None], accounts: AccountStore) -> Answer[Asked] | Refusal | AlreadyAnswered:
    """Have another mail sent to the account's address; at most one in five minutes."""
    account = accounts.find(call.customer.id)
    if account is None:
        return NotFound()
    at_s = clock.now_s()
    refused = account.may_ask_for_proof(at_s)
    if refused:
        return refused
    asking = account.asking_for_proof(clock.iso(at_s))
    answer = Answer(Asked(asking.email, asking.proof_asked_at))
    refusals = writes.commit(*accounts.asking_for_proof(asking), *call.remember_personal(answer))
    if AlreadyAnswered() in refusals:
        return AlreadyAnswered()
    return ProfileChanged() if refusals else answer
