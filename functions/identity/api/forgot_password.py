"""POST /api/users/forgot-password

Whether there is an account is not looked up here, so nothing in the answer, its time or its writes can tell:
each request counts two attempts and tells of itself. What follows from it, a reaction finds out.
"""

import msgspec

from haat import clock, ids
from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered, remember_sealed
from haat.mail_address import email_errors
from haat.table import writes
from identity.domain.resets import LIFE_S
from identity.domain.throttling import Bucket, TooManyAttempts, mails_from, mails_to
from identity.fields import Email
from identity.keys import address_hash
from identity.manifests.passwords import FORGOT_PASSWORD
from identity.store.resets import ResetStore
from identity.store.throttles import ThrottleStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Whose password is forgotten."""

    email: Email


class Asked(msgspec.Struct):
    """The same for everybody."""

    expires_in: int = LIFE_S  # seconds that the link in a mail lives, if there is one


@endpoint(FORGOT_PASSWORD)
def handler(
    call: Call[Body], throttles: ThrottleStore, resets: ResetStore
) -> Answer[Asked] | InvalidInput | TooManyAttempts | AlreadyAnswered:
    """Have a mail sent by which another password can be set, if there is an account with this address."""
    errors = email_errors(call.input.email)
    if errors:
        return InvalidInput(errors)
    at_s, named, answer = clock.now_s(), address_hash(call.input.email), Answer(Asked())
    refusals = writes.commit(
        throttles.taken(mails_to(named), at_s),
        throttles.taken(mails_from(call.source_ip), at_s),
        resets.asked(ids.new_id("rst"), named, at_s),
        *remember_sealed(call.once, answer),  # the address is no secret, but may be guessed by its hash
    )
    if AlreadyAnswered() in refusals:
        return AlreadyAnswered()
    empty = next((each for each in refusals if isinstance(each, Bucket)), None)
    return empty.refused(at_s) if empty else answer
