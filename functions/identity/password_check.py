"""The password once more, of somebody who is logged in: for what a stolen token must not do."""

from haat.errors import NotFound
from identity.domain.accounts import Account
from identity.domain.second_factor import PasswordWrong
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.credentials import CredentialsStore


class PasswordCheck:
    """Compares passwords with those of accounts."""

    def __init__(self) -> None:
        self._accounts = AccountStore()
        self._credentials = CredentialsStore()
        self._hashes = Passwords()

    def account(self, customer_id: str, password: str) -> Account | PasswordWrong | NotFound:
        """The account whose password this is. Two reads."""
        account = self._accounts.find(customer_id)
        if account is None:
            return NotFound()
        known = self._credentials.find(account.email)
        is_right = self._hashes.matches(known.password_hash if known else None, password)
        return account if is_right else PasswordWrong()
