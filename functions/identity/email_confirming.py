"""How a change of an account's e-mail address is confirmed, and completed by the second of two."""

import msgspec

from haat import address_change, clock
from haat.address_change import Side
from haat.errors import NotFound, Unauthorized
from haat.http import Answer, Call, revocation
from haat.http.once import AlreadyAnswered
from haat.table import writes
from haat.table.writes import Write
from identity.domain import sessions
from identity.domain.accounts import Account, AccountBlocked, EmailTaken
from identity.domain.email_changes import EmailChange, EmailChangeTokenInvalid, EmailTakenMeanwhile, Standing
from identity.domain.sessions import Session
from identity.fields import MailedToken
from identity.store.accounts import AccountStore
from identity.store.credentials import Credentials, CredentialsStore
from identity.store.email_changes import EmailChangeStore
from identity.store.sessions import SessionStore


class Confirmation(msgspec.Struct, forbid_unknown_fields=True):
    """The token that came by mail, to either address."""

    token: MailedToken


class Confirmed(msgspec.Struct):
    """The account's address, and which of the two the change still waits for; none: it is done."""

    email: str
    waits_for: list[Side]


Refusal = NotFound | AccountBlocked | EmailChangeTokenInvalid | EmailTakenMeanwhile | Unauthorized
Outcome = Answer[Confirmed] | Refusal | AlreadyAnswered


class EmailConfirming:
    """Confirms changes, for who is logged in."""

    def __init__(self) -> None:
        self._accounts = AccountStore()
        self._changes = EmailChangeStore()
        self._credentials = CredentialsStore()
        self._sessions = SessionStore()

    def attempt(self, call: Call[Confirmation]) -> Outcome | None:
        """One attempt; None when the account was changed meanwhile. A repeat is told how things stand."""
        account = self._accounts.find(call.customer.id)
        if account is None or account.blocked_at:
            return AccountBlocked() if account else NotFound()
        change = account.email_change
        side = address_change.side_of(call.input.token, account.id, change.id) if change else None
        if change is None or side is None:
            return EmailChangeTokenInvalid()
        if change.standing is Standing.DONE:
            return _answer(account.email, change)
        known = self._credentials.find(account.email)
        if known is None or not _holds(change, account, known):
            return EmailChangeTokenInvalid()
        after = change.confirmed_by(side)
        return (
            self._confirm(call, account, after, side)
            if after.waits_for
            else self._complete(call, account, known, after)
        )

    def _confirm(
        self, call: Call[Confirmation], account: Account, change: EmailChange, side: Side
    ) -> Outcome | None:
        answer = _answer(account.email, change)
        if change == account.email_change:
            return answer
        confirmed = self._changes.confirmed(account, change, side)
        return _settled(writes.commit(*confirmed, *call.remember_personal(answer)), answer)

    def _complete(
        self, call: Call[Confirmation], account: Account, known: Credentials, change: EmailChange
    ) -> Outcome | None:
        """The address is another; every session ends but this one, which needs another access token."""
        at_s = clock.now_s()
        own = self._sessions.find(account.id, call.customer.family)
        if own is None or not own.is_alive(known.generation, at_s):
            return Unauthorized()
        answer = _answer(change.email, change)
        pending = (
            *self._moved(own, known, change.email),
            *self._changes.completed(account, change, clock.iso(at_s)),
            *call.remember_personal(answer),
        )
        return _settled(writes.commit(*pending), answer)

    def _moved(self, own: Session, known: Credentials, email: str) -> tuple[Write, ...]:
        """No access token with the former address lives on, not even of the session that does."""
        after = sessions.outlive(own, email=email)
        return (
            *self._credentials.moved(known, email),
            self._sessions.advanced(own, after),
            revocation.revoke_older(known.customer_id, after.generation),
        )


def _answer(email: str, change: EmailChange) -> Answer[Confirmed]:
    return Answer(Confirmed(email, list(change.waits_for)))


def _holds(change: EmailChange, account: Account, known: Credentials) -> bool:
    """Whether a change goes on: in time, and with the password that it was asked for by."""
    is_own = known.customer_id == account.id
    return is_own and change.is_open(clock.now_s()) and known.passwords == change.passwords


def _settled(refusals: list[object], answer: Answer[Confirmed]) -> Outcome | None:
    """What a commit has come to; None: it is worth another attempt."""
    if AlreadyAnswered() in refusals:
        return AlreadyAnswered()
    if EmailTaken() in refusals:
        return EmailTakenMeanwhile()
    return None if refusals else answer
