"""The password once more, of somebody who is logged in: for what a stolen token must not do.

Every look at it is counted first, whatever it is for, and forgotten again if it was right: so a session that
was stolen does not find it out, however many of its requests come at once.
"""

from dataclasses import dataclass

from haat import clock
from haat.errors import NotFound
from haat.http import Customer
from haat.table import writes
from identity.domain.accounts import Account, PasswordUnset
from identity.domain.second_factor import PasswordWrong
from identity.domain.throttling import TooManyAttempts
from identity.guard import Guard
from identity.passwords import Passwords
from identity.store.accounts import AccountStore
from identity.store.credentials import Credentials, CredentialsStore


@dataclass(frozen=True, slots=True)
class Proved:
    """An account whose password was shown."""

    account: Account
    credentials: Credentials


Unproved = PasswordWrong | PasswordUnset | TooManyAttempts | NotFound


class PasswordCheck:
    """Compares passwords with those of accounts."""

    def __init__(self) -> None:
        self._accounts = AccountStore()
        self._credentials = CredentialsStore()
        self._guard = Guard()
        self._hashes = Passwords()

    def account(self, customer: Customer, password: str) -> Account | Unproved:
        """The account whose password this is. Two writes and two reads."""
        proved = self.proved(customer, password)
        return proved.account if isinstance(proved, Proved) else proved

    def proved(self, customer: Customer, password: str) -> Proved | Unproved:
        """The account whose password this is, with its credentials. Two writes and two reads."""
        attempt = self._guard.admit_again(customer.family, clock.now_s())
        if isinstance(attempt, TooManyAttempts):
            return attempt
        account = self._accounts.find(customer.id)
        if account is None:
            return NotFound()
        found = self._credentials.find(account.email)
        known = found if found and found.customer_id == customer.id else None
        if known and not known.password_hash:
            return PasswordUnset()
        is_right = self._hashes.matches(known.password_hash if known else None, password)
        if known is None or not is_right:
            return PasswordWrong()
        writes.commit(*self._guard.succeeded(attempt))
        return Proved(account, known)
