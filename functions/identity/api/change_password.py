"""POST /api/users/password"""

import msgspec

from haat import clock
from haat.errors import InvalidInput, NotFound, Unauthorized, Unavailable
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import password_rules
from identity.domain.second_factor import PasswordWrong
from identity.domain.throttling import TooManyAttempts
from identity.fields import NewPassword, Password
from identity.guard import Guard
from identity.manifests.passwords import CHANGE_PASSWORD
from identity.password_check import PasswordCheck, Proved
from identity.renewal import Renewal, Subject
from identity.store.sessions import SessionStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The password there is, and the one to come."""

    current_password: Password
    password: NewPassword


Refusal = PasswordWrong | NotFound | Unauthorized | InvalidInput | TooManyAttempts | Unavailable


@endpoint(CHANGE_PASSWORD)
def handler(
    call: Call[Body], guard: Guard, check: PasswordCheck, store: SessionStore, renewal: Renewal
) -> Answer[None] | Refusal | once.AlreadyAnswered:
    """Set another password, and end every session but this one."""
    customer, attempt = call.customer, guard.admit_again(call.customer.family, clock.now_s())
    if isinstance(attempt, TooManyAttempts):
        return attempt
    proved = check.proved(customer.id, call.input.current_password)
    if not isinstance(proved, Proved):
        return proved
    errors = password_rules.errors_of(call.input.password, proved.account.email)
    own = store.find(customer.id, customer.family)
    if errors or own is None:
        return InvalidInput(errors) if errors else Unauthorized()
    subject, answer = Subject(proved.account, proved.credentials), Answer(None)
    changes = renewal.by_customer(subject, own, call.input.password)
    kept = once.remember_sealed(call.once, answer)
    refusals = writes.commit(*changes, *guard.succeeded(attempt), *kept)
    if once.AlreadyAnswered() in refusals:
        return once.AlreadyAnswered()
    return Unavailable() if refusals else answer
