"""POST /api/users/erase"""

import msgspec

from haat import clock
from haat.errors import Problem
from haat.http import Answer, Call, endpoint, once
from identity.closing import Closing
from identity.code_check import Refusal
from identity.domain.accounts import ProfileChanged
from identity.domain.erasure import ERASED_AFTER_S, SecondFactorCodeMissing
from identity.fields import Code, Password
from identity.manifests import erasure
from identity.password_check import PasswordCheck, Proved, Unproved
from identity.second_proof import SecondProof
from identity.store.credentials import CredentialsMoved


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The proofs once more; `code` where there is a second factor."""

    password: Password
    code: Code | None = None


class Closed(msgspec.Struct):
    """Nobody can log in any more, and by then everything about the customer is erased but what laws keep."""

    erased_at: str


Outcome = Answer[Closed] | Unproved | SecondFactorCodeMissing | Refusal | ProfileChanged


@endpoint(erasure.CLOSE_ACCOUNT)
def handler(
    call: Call[Body], check: PasswordCheck, closing: Closing, proof: SecondProof
) -> Outcome | once.AlreadyAnswered:
    """Every session ends, and nobody logs in with the address, which is free from now on."""
    if call.once and call.once.was_answered():
        return once.AlreadyAnswered()  # a repeat must not pass for a code that is used twice
    proved = check.proved(call.customer, call.input.password)
    if not isinstance(proved, Proved):
        return proved
    due_s = clock.now_s() + ERASED_AFTER_S
    answer = Answer(Closed(clock.iso(due_s)))
    closed = (*closing.writes(proved, due_s), *once.remember_sealed(call.once, answer))
    return _answered(proof.commit(proved.account, call.input.code, closed), answer)


def _answered(
    outcome: SecondFactorCodeMissing | Refusal | list[object], answer: Answer[Closed]
) -> Answer[Closed] | SecondFactorCodeMissing | Refusal | ProfileChanged | once.AlreadyAnswered:
    if isinstance(outcome, Problem):
        return outcome
    if CredentialsMoved() in outcome:
        return ProfileChanged()
    return once.AlreadyAnswered() if outcome else answer
