"""POST /api/users/password"""

import msgspec

from haat.errors import InvalidInput, Unauthorized, Unavailable
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import password_rules
from identity.fields import NewPassword, Password
from identity.manifests.passwords import CHANGE_PASSWORD
from identity.password_check import PasswordCheck, Proved, Unproved
from identity.renewal import Renewal, Subject
from identity.store.sessions import SessionStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """The password there is, and the one to come."""

    current_password: Password
    password: NewPassword


Refusal = Unproved | Unauthorized | InvalidInput | Unavailable


@endpoint(CHANGE_PASSWORD)
def handler(
    call: Call[Body], check: PasswordCheck, store: SessionStore, renewal: Renewal
) -> Answer[None] | Refusal | once.AlreadyAnswered:
    """Set another password, and end every session but this one."""
    customer = call.customer
    proved = check.proved(customer, call.input.current_password)
    if not isinstance(proved, Proved):
        return proved
    errors = password_rules.errors_of(call.input.password, proved.account.email)
    own = store.find(customer.id, customer.family)
    if errors or own is None:
        return InvalidInput(errors) if errors else Unauthorized()
    subject, answer = Subject(proved.account, proved.credentials), Answer(None)
    changes = renewal.by_customer(subject, own, call.input.password)
    kept = once.remember_sealed(call.once, answer)
    refusals = writes.commit(*changes, *kept)
    if once.AlreadyAnswered() in refusals:
        return once.AlreadyAnswered()
    return Unavailable() if refusals else answer
