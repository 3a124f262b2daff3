"""Another password for an account: its hash, the end of sessions, and the event that tells of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from haat.http import revocation
from haat.table import writes
from identity.domain import sessions
from identity.domain.accounts import Account
from identity.domain.sessions import Session
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.credentials import Credentials, CredentialsStore
from identity.store.links import LinkStore
from identity.store.sessions import SessionStore


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose password is to be another one, as both are now."""

    account: Account
    credentials: Credentials


class Renewal:
    """Sets passwords. Its writes are refused as AccountMoved or CredentialsMoved."""

    def __init__(
        self,
        accounts: AccountStore | None = None,
        credentials: CredentialsStore | None = None,
        hashes: Passwords | None = None,
    ) -> None:
        self._accounts = accounts or AccountStore()
        self._credentials = credentials or CredentialsStore()
        self._hashes = hashes or Passwords()
        self._sessions = SessionStore()
        self._links = LinkStore()

    def subject(self, customer_id: str, address_hash: str) -> Subject | None:
        """The account and its credentials, while it has that address. Two consistent reads."""
        known = self._credentials.by_hash(address_hash)
        account = self._accounts.find(customer_id)
        if known is None or account is None or known.customer_id != customer_id:
            return None
        return Subject(account, known)

    def by_reset(self, subject: Subject, password: str) -> tuple[writes.Write, ...]:
        """The writes that set another password, and end every session and what others may have linked.

        Refused as LinkMoved too.
        """
        known = subject.credentials
        return (
            self._credentials.renewed(known, self._hashes.hash(password)),
            *self._accounts.password_changed(subject.account, "reset"),
            *self._strange_links(subject.account),
            revocation.revoke_older(known.customer_id, known.generation + 1),
        )

    def _strange_links(self, account: Account) -> Iterator[writes.Write]:
        """The writes that unlink providers if nobody has proved the address: who made the account by one of
        them need not be who reads its mail, and now resets the password. One query, where it is so."""
        if account.email_verified_at is None:
            for linked in self._links.list_of(account.id):
                yield from self._links.unlinked(account.id, linked)

    def by_customer(self, subject: Subject, own: Session, password: str) -> tuple[writes.Write, ...]:
        """The writes that set another password and end every session but one, refused as SessionMoved too."""
        known, after = subject.credentials, sessions.outlive(own)
        return (
            self._credentials.renewed(known, self._hashes.hash(password)),
            *self._accounts.password_changed(subject.account, "customer"),
            self._sessions.advanced(own, after),
            revocation.revoke_older(known.customer_id, known.generation + 1, kept=own.family),
        )
