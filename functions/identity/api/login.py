"""POST /api/users/login"""

import msgspec

from haat import clock
from haat.http import Answer, Call, endpoint, once
from haat.table import writes
from identity import manifest, view
from identity.domain.accounts import AccountBlocked, CredentialsInvalid
from identity.domain.throttling import TooManyAttempts
from identity.entrance import Entrance, SecondFactorAsked
from identity.fields import DeviceToken, Email, Password
from identity.guard import Guard
from identity.keys import address_hash
from identity.recognition import Recognition

Welcome = Answer[view.LoggedIn] | Answer[SecondFactorAsked]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Who somebody says to be, and the proof; `device_token` is of an earlier login on the same device."""

    email: Email
    password: Password
    device_token: DeviceToken = ""


@endpoint(manifest.LOGIN)
def handler(
    call: Call[Body], guard: Guard, recognition: Recognition, entrance: Entrance
) -> Welcome | CredentialsInvalid | AccountBlocked | TooManyAttempts | once.AlreadyAnswered:
    """A new session, or the wait for a second factor.

    An unknown address costs as much and answers the same as a wrong password. That an account is blocked is
    told to who knows its password.
    """
    body = call.input
    at_s = clock.now_s()  # before the credentials are read: their end is remembered as long as a token lives
    attempt = guard.admit(address_hash(body.email), call.source_ip, body.device_token, at_s)
    if isinstance(attempt, TooManyAttempts):
        return attempt
    known = recognition.by_password(body.email, body.password)
    if known is None:
        return CredentialsInvalid()
    entered = entrance.enter(known.account, known.generation, call.device, at_s)
    if isinstance(entered, AccountBlocked):
        return entered
    kept = once.remember_sealed(call.once, entered.answer)
    refusals = writes.commit(entered.begun, *guard.succeeded(attempt), *kept)
    return once.AlreadyAnswered() if refusals else entered.answer
