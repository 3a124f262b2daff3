"""POST /api/users/second-factor/confirm"""

import msgspec

from haat import clock
from haat.http import Answer, Call, endpoint, once
from haat.table.writes import Write
from identity import one_time_codes
from identity.code_check import CodeCheck, Refusal, Shown, answered
from identity.domain import second_factor
from identity.domain.second_factor import Factor
from identity.fields import Code
from identity.manifests import second_factor as manifest
from identity.proofs import RecoveryCodes
from identity.store.accounts import AccountStore
from identity.store.second_factors import SecondFactorStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What the app shows."""

    code: Code


@endpoint(manifest.CONFIRM_SECOND_FACTOR)
def handler(
    call: Call[Body], check: CodeCheck, factors: SecondFactorStore, accounts: AccountStore
) -> Answer[RecoveryCodes] | Refusal | once.AlreadyAnswered:
    """From now on logins ask for a code."""
    if call.once and call.once.was_answered():
        return once.AlreadyAnswered()  # a repeat must not pass for a code that is used twice
    at, codes = clock.now(), one_time_codes.new_recovery_codes()
    answer = Answer(RecoveryCodes(codes))

    def change(factor: Factor) -> tuple[Write, ...]:
        on = second_factor.switch_on(factor, codes, at)
        return (
            factors.saved(call.customer.id, on),
            accounts.second_factor_since(call.customer.id, at),
            *once.remember_sealed(call.once, answer),
        )

    return answered(check.first(Shown(call.customer.id, call.input.code), change), answer)
