"""POST /api/users/email

Whether somebody has the new address is not told: the answer, its time, the calls and the writes are the same,
and both addresses are written to. Who has it is told by mail that somebody wants it.
"""

import msgspec

from haat import clock
from haat.errors import InvalidInput, Problem
from haat.http import Answer, Call, endpoint, once
from haat.mail_address import email_errors
from identity.code_check import Refusal
from identity.domain.accounts import AccountBlocked, ProfileChanged
from identity.domain.email_changes import LIFE_S, EmailUnchanged
from identity.domain.erasure import SecondFactorCodeMissing
from identity.domain.throttling import Bucket, TooManyAttempts
from identity.email_asking import EmailAsking
from identity.fields import Code, Email, Password
from identity.manifests.emails import ASK_EMAIL_CHANGE
from identity.password_check import PasswordCheck, Proved, Unproved
from identity.second_proof import SecondProof


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The address to come, and the proofs once more; `code` where there is a second factor."""

    email: Email
    password: Password
    code: Code | None = None


class Asked(msgspec.Struct):
    """The same for every address."""

    expires_in: int = LIFE_S  # seconds in which both addresses have to confirm


Outcome = Unproved | AccountBlocked | EmailUnchanged | SecondFactorCodeMissing | Refusal | ProfileChanged
Answered = Answer[Asked] | once.AlreadyAnswered


@endpoint(ASK_EMAIL_CHANGE)
def handler(
    call: Call[Body], check: PasswordCheck, asking: EmailAsking, proof: SecondProof
) -> Answered | Outcome | InvalidInput:
    """Have a mail sent to each of two addresses; the account's is another when both have confirmed."""
    errors = email_errors(call.input.email)
    if errors:
        return InvalidInput(errors)
    if call.once and call.once.was_answered():
        return once.AlreadyAnswered()  # a repeat must not pass for a code that is used twice
    proved = check.proved(call.customer, call.input.password)
    if not isinstance(proved, Proved):
        return proved
    refused = asking.refused(proved.account, call.input.email)
    if refused:
        return refused
    at_s, answer = clock.now_s(), Answer(Asked())
    asked = asking.asked(proved, call.input.email, call.source_ip, at_s)
    pending = (*asked, *once.remember_sealed(call.once, answer))
    return _answered(proof.commit(proved.account, call.input.code, pending), answer, at_s)


def _answered(
    outcome: SecondFactorCodeMissing | Refusal | list[object], answer: Answer[Asked], at_s: int
) -> Answered | SecondFactorCodeMissing | Refusal | ProfileChanged | TooManyAttempts:
    if isinstance(outcome, Problem):
        return outcome
    if once.AlreadyAnswered() in outcome:
        return once.AlreadyAnswered()
    empty = next((each for each in outcome if isinstance(each, Bucket)), None)
    if empty:
        return empty.refused(at_s)
    return ProfileChanged() if outcome else answer
