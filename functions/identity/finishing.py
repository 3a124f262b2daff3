"""Logins that wait for their second factor, and how they end."""

from dataclasses import replace
from typing import Annotated

import msgspec

from haat import clock, observability
from haat.errors import Problem
from haat.http import Answer, Call, once
from haat.table.writes import Write
from identity import view
from identity.code_check import CodeCheck, Shown
from identity.domain import second_factor
from identity.domain.accounts import Account
from identity.domain.second_factor import (
    Challenge,
    Factor,
    LoginChallengeInvalid,
    SecondFactorCodeInvalid,
    SecondFactorCodesHeldUp,
)
from identity.door import Door, Opened
from identity.fields import Code
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore
from identity.store.second_factors import ChallengeMoved, ChallengeStore, SecondFactorStore


class LoginCode(msgspec.Struct, forbid_unknown_fields=True):
    """What the login answered, and a code."""

    second_factor: Annotated[str, msgspec.Meta(max_length=64)]
    code: Code


Refusal = LoginChallengeInvalid | SecondFactorCodeInvalid | SecondFactorCodesHeldUp
Outcome = Answer[view.LoggedIn] | Refusal | once.AlreadyAnswered


class Finish:
    """Turns logins that wait into sessions."""

    def __init__(self) -> None:
        self._accounts = AccountStore()
        self._challenges = ChallengeStore()
        self._check = CodeCheck()
        self._credentials = CredentialsStore()
        self._door = Door()
        self._factors = SecondFactorStore()

    def attempt(self, call: Call[LoginCode]) -> Outcome | None:
        """One attempt; None when another request went on with the login meanwhile."""
        at_s, token = clock.now_s(), call.input.second_factor
        challenge = self._challenges.find(token)
        account = self._accounts.find(challenge.customer_id) if challenge else None
        if challenge is None or account is None or not second_factor.is_open(challenge, at_s):
            return LoginChallengeInvalid()
        observability.note(caller=account.id)
        opened = self._door.open(account, challenge.generation, call.device, at_s)
        failed = self._challenges.failed(token, replace(challenge, failures=challenge.failures + 1))
        shown = Shown(account.id, call.input.code, (failed,))
        outcome = self._check.another(
            shown, lambda factor: self._writes(call, account, factor, challenge, opened)
        )
        if isinstance(outcome, SecondFactorCodeInvalid | SecondFactorCodesHeldUp):
            return outcome
        if isinstance(outcome, Problem):  # switched off meanwhile
            return LoginChallengeInvalid()
        if ChallengeMoved() in outcome:
            return None
        refused = once.AlreadyAnswered() if once.AlreadyAnswered() in outcome else LoginChallengeInvalid()
        return refused if outcome else opened.answer

    def _writes(
        self, call: Call[LoginCode], account: Account, factor: Factor, challenge: Challenge, opened: Opened
    ) -> tuple[Write, ...]:
        """The login is over and the session begins, unless the password is another by now."""
        return (
            self._factors.saved(account.id, factor),
            self._challenges.finished(call.input.second_factor, challenge),
            self._credentials.unmoved(account.email, account.id, challenge.generation),
            opened.begun,
            *once.remember_sealed(call.once, opened.answer),
        )
