"""Whose e-mail address and password these are."""

from dataclasses import dataclass

from identity.domain.accounts import Account
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.credentials import Credentials, CredentialsStore


@dataclass(frozen=True, slots=True)
class Recognised:
    """An account whose password was shown, while its credentials were of a generation."""

    account: Account
    generation: int


class Recognition:
    """Recognises customers by their passwords."""

    def __init__(self) -> None:
        self._accounts = AccountStore()
        self._credentials = CredentialsStore()
        self._hashes = Passwords()

    def by_password(self, email: str, password: str) -> Recognised | None:
        """The account with this address and password. Two reads; one, and as much work, if there is none."""
        known = self._known(email, password)
        account = self._accounts.find(known.customer_id) if known else None
        return Recognised(account, known.generation) if known and account else None

    def _known(self, email: str, password: str) -> Credentials | None:
        known = self._credentials.find(email)
        if not self._hashes.matches(known.password_hash if known else None, password) or known is None:
            return None
        if self._hashes.is_outdated(known.password_hash):
            self._credentials.rehash(known, self._hashes.hash(password))
        return known
