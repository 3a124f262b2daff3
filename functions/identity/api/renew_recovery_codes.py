"""POST /api/users/second-factor/recovery-codes"""

from haat.http import Answer, Call, endpoint, once
from haat.table.writes import Write
from identity import one_time_codes
from identity.code_check import CodeCheck, Refusal, Shown, answered
from identity.domain import second_factor
from identity.domain.accounts import Account
from identity.domain.second_factor import Factor
from identity.manifests import second_factor as manifest
from identity.password_check import PasswordCheck, Unproved
from identity.proofs import PasswordAndCode, RecoveryCodes
from identity.store.second_factors import SecondFactorStore


@endpoint(manifest.RENEW_RECOVERY_CODES)
def handler(
    call: Call[PasswordAndCode], passwords: PasswordCheck, check: CodeCheck, factors: SecondFactorStore
) -> Answer[RecoveryCodes] | Refusal | Unproved | once.AlreadyAnswered:
    """Ten new codes; none of before works any more."""
    if call.once and call.once.was_answered():
        return once.AlreadyAnswered()  # a repeat must not pass for a code that is used twice
    account = passwords.account(call.customer, call.input.password)
    if not isinstance(account, Account):
        return account
    codes = one_time_codes.new_recovery_codes()
    answer = Answer(RecoveryCodes(codes))

    def change(factor: Factor) -> tuple[Write, ...]:
        renewed = second_factor.with_recovery_codes(factor, codes)
        return factors.saved(account.id, renewed), *once.remember_sealed(call.once, answer)

    return answered(check.another(Shown(account.id, call.input.code), change), answer)
