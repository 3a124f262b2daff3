"""POST /api/users/second-factor/disable"""

from haat.http import Answer, Call, endpoint, once
from haat.table.writes import Write
from identity.code_check import CodeCheck, Refusal, Shown, answered
from identity.domain import second_factor
from identity.domain.accounts import Account
from identity.domain.second_factor import Factor
from identity.manifests import second_factor as manifest
from identity.password_check import PasswordCheck, Unproved
from identity.proofs import PasswordAndCode
from identity.store.accounts import AccountStore
from identity.store.second_factors import SecondFactorStore


@endpoint(manifest.DISABLE_SECOND_FACTOR)
def handler(
    call: Call[PasswordAndCode],
    passwords: PasswordCheck,
    check: CodeCheck,
    factors: SecondFactorStore,
    accounts: AccountStore,
) -> Answer[None] | Refusal | Unproved | once.AlreadyAnswered:
    """Logins ask for the password alone from now on; secret and recovery codes are gone."""
    if call.once and call.once.was_answered():
        return once.AlreadyAnswered()  # a repeat must not pass for a code that is used twice
    account = passwords.account(call.customer, call.input.password)
    if not isinstance(account, Account):
        return account
    answer = Answer(None)

    def change(factor: Factor) -> tuple[Write, ...]:
        return (
            factors.saved(account.id, second_factor.switch_off(factor)),
            accounts.second_factor_since(account.id, None),
            *once.remember_sealed(call.once, answer),
        )

    return answered(check.another(Shown(account.id, call.input.code), change), answer)
