"""The password once more, of somebody who is logged in: for what a stolen token must not do."""

from dataclasses import dataclass

from haat.errors import NotFound
from identity.domain.accounts import Account
from identity.domain.second_factor import PasswordWrong
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.credentials import Credentials, CredentialsStore


@dataclass(frozen=True, slots=True)
class Proved:
    """An account whose password was shown."""

    account: Account
    credentials: Credentials


class PasswordCheck:
    """Compares passwords with those of accounts."""

    def __init__(self) -> None:
        self._accounts = AccountStore()
        self._credentials = CredentialsStore()
        self._hashes = Passwords()

    def account(self, customer_id: str, password: str) -> Account | PasswordWrong | NotFound:
        """The account whose password this is. Two reads."""
        proved = self.proved(customer_id, password)
        return proved.account if isinstance(proved, Proved) else proved

    def proved(self, customer_id: str, password: str) -> Proved | PasswordWrong | NotFound:
        """The account whose password this is, with its credentials. Two reads."""
        account = self._accounts.find(customer_id)
        if account is None:
            return NotFound()
        found = self._credentials.find(account.email)
        known = found if found and found.customer_id == customer_id else None
        is_right = self._hashes.matches(known.password_hash if known else None, password)
        return Proved(account, known) if known and is_right else PasswordWrong()
