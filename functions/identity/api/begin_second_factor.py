"""POST /api/users/second-factor"""

import msgspec

from haat.errors import Unavailable
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import one_time_codes
from identity.code_check import PURPOSE
from identity.domain import second_factor
from identity.domain.accounts import Account, EmailUnverified
from identity.domain.second_factor import SecondFactorOn
from identity.fields import Password
from identity.manifests import second_factor as manifest
from identity.password_check import PasswordCheck, Unproved
from identity.sealing_key import SealingKey
from identity.store.second_factors import FactorMoved, SecondFactorStore

ATTEMPTS = 3  # at a factor that is begun at the same time


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The password once more: a token that was stolen must not be enough."""

    password: Password


class Begun(msgspec.Struct):
    """What an app needs, shown this once. `uri` is `secret` as a QR code has it."""

    secret: str
    uri: str


Outcome = Answer[Begun] | Unproved | EmailUnverified | SecondFactorOn | once.AlreadyAnswered


@endpoint(manifest.BEGIN_SECOND_FACTOR)
def handler(
    call: Call[Body], check: PasswordCheck, factors: SecondFactorStore, key: SealingKey
) -> Outcome | Unavailable:
    """A secret for an app. Nothing is on yet: logins ask for a code once one was shown."""
    account = check.account(call.customer, call.input.password)
    if not isinstance(account, Account):
        return account
    if account.email_verified_at is None:
        return EmailUnverified()
    secret = one_time_codes.new_secret()
    sealed = key.seal(secret, purpose=PURPOSE, customer_id=account.id)
    answer = Answer(Begun(secret, one_time_codes.uri_of(secret, account.email)))
    for _ in range(ATTEMPTS):
        factor = second_factor.begin(factors.find(account.id), sealed)
        if isinstance(factor, SecondFactorOn):
            return factor
        refusals = writes.commit(factors.saved(account.id, factor), *once.remember_sealed(call.once, answer))
        if FactorMoved() not in refusals:
            return once.AlreadyAnswered() if refusals else answer
    return Unavailable()
