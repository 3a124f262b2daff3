"""Accounts as staff list and block them."""

from dataclasses import dataclass
from typing import Any

from haat.table import reads, writes
from identity.domain.accounts import Account
from identity.keys import ALL_CUSTOMERS, CUSTOMERS, USER, USER_SORT
from identity.store.accounts import AccountItem, AccountMoved, to_account


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Some customers, and the key to go on from (None: that was all)."""

    customers: list[Account]
    last_key: dict[str, Any] | None


class CustomerStore:
    """Accounts of all customers; each method is one row of ACCESS_PATTERNS.md."""

    def page(self, *, limit: int, after: dict[str, Any] | None) -> CustomerPage:
        """Customers, newest first. One query of the index, eventually consistent."""
        pk = CUSTOMERS.key(ALL_CUSTOMERS)
        page = reads.page(AccountItem, pk, limit=limit, after=after, newest_first=True, by_index=True)
        return CustomerPage([to_account(item) for item in page.items], page.last_key)

    def blocked(self, customer_id: str, at: str | None) -> writes.Write:
        """The write that says since when a customer is blocked; None: they are not. The version stays.

        Refused as AccountMoved where it is so already.
        """
        since = AccountItem.blocked_at
        return writes.update(
            AccountItem,
            USER.key(customer_id),
            USER_SORT,
            [since.set(at) if at else since.remove()],
            when=AccountItem.pk.exists() & (since.does_not_exist() if at else since.exists()),
            refused=lambda _: AccountMoved(),
        )
