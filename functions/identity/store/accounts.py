"""Accounts in the table."""

from dataclasses import dataclass, replace

from pynamodb.expressions.update import Action

from haat import clock
from haat.events import outbox
from haat.table import reads, writes
from haat.table.item import Document, Item, Text
from identity.domain.accounts import Account, Details
from identity.domain.email_changes import EmailChange
from identity.keys import ALL_CUSTOMERS, CUSTOMERS, USER, USER_SORT

SERVICE_NAME = "identity"


class AccountItem(Item, discriminator="account"):
    """One account. Its password is not here: who reads a profile has no business with it."""

    email = Text()
    details: Document[Details] = Document(Details)
    created_at = Text()
    proof_asked_at = Text()
    email_verified_at = Text(null=True)
    second_factor_since = Text(null=True)
    blocked_at = Text(null=True)
    email_change: Document[EmailChange | None] = Document(EmailChange | None, null=True)


class AccountExists(RuntimeError):
    """A new account got the id of another: ids are not random."""


@dataclass(frozen=True, slots=True)
class AccountMoved:
    """The account was changed meanwhile: read it again."""


class AccountStore:
    """Accounts; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, customer_id: str) -> Account | None:
        """One account. One consistent read."""
        item = reads.find(AccountItem, USER.key(customer_id), USER_SORT, consistent=True)
        return to_account(item) if item else None

    def registered(self, account: Account) -> tuple[writes.Write, ...]:
        """The writes that create an account: profile and event."""
        return (
            writes.put_new(_to_item(account), refused=lambda _: AccountExists()),
            event("CustomerRegistered", account, {"email": account.email, **_name(account.details)}),
        )

    def save_details(self, account: Account) -> AccountMoved | None:
        """Save an account after `with_details`, with its event. One transaction of two writes."""
        change = changed(account, [AccountItem.details.set(account.details)])
        details = {**_name(account.details), "address": account.details.address}
        return AccountMoved() if writes.commit(change, event("ProfileUpdated", account, details)) else None

    def asking_for_proof(self, account: Account) -> tuple[writes.Write, ...]:
        """The writes that ask for a mail by which the address can be proved, as the account says by then."""
        change = changed(account, [AccountItem.proof_asked_at.set(account.proof_asked_at)])
        return change, event("EmailProofAsked", account, {"email": account.email})

    def verified(self, account: Account, at: str) -> tuple[writes.Write, ...]:
        """The writes that record that an account's address is proved, with the event."""
        after = account.verified(at)
        change = changed(after, [AccountItem.email_verified_at.set(at)])
        return change, event("EmailVerified", after, {"email": account.email, "verified_at": at})

    def erased(self, account: Account) -> tuple[writes.Write, ...]:
        """The writes that delete a profile, with the event by which every service erases what it has."""
        gone = writes.delete(
            AccountItem,
            USER.key(account.id),
            USER_SORT,
            when=AccountItem.version == account.version,
            refused=lambda _: AccountMoved(),
        )
        last = replace(account, version=account.version + 1)
        return gone, event("CustomerErased", last, {"erased_at": clock.now()})

    def second_factor_since(self, customer_id: str, at: str | None) -> writes.Write:
        """The write that says since when logins ask for a code; None: they do not. The version stays."""
        since = AccountItem.second_factor_since
        return writes.update(
            AccountItem,
            USER.key(customer_id),
            USER_SORT,
            [since.set(at) if at else since.remove()],
            when=AccountItem.pk.exists(),
            refused=lambda _: AccountMoved(),
        )

    def password_changed(self, account: Account, how: str) -> tuple[writes.Write, ...]:
        """The writes that tell of another password: "reset" by mail, or set by the "customer"."""
        after = account.moved()
        return changed(after, []), event("PasswordChanged", after, {"email": account.email, "how": how})


def changed(account: Account, actions: list[Action]) -> writes.Write:
    """The write that changes an account to its next version; refused as AccountMoved."""
    return writes.update(
        AccountItem,
        USER.key(account.id),
        USER_SORT,
        [*actions, AccountItem.version.set(account.version)],
        when=AccountItem.version == account.version - 1,
        refused=lambda _: AccountMoved(),
    )


def to_account(item: AccountItem) -> Account:
    """The account of an item."""
    return Account(
        id=item.pk.removeprefix(USER.prefix),
        email=item.email,
        details=item.details,
        created_at=item.created_at,
        proof_asked_at=item.proof_asked_at,
        email_verified_at=item.email_verified_at,
        second_factor_since=item.second_factor_since,
        version=item.version,
        blocked_at=item.blocked_at,
        email_change=item.email_change,
    )


def _to_item(account: Account) -> AccountItem:
    return AccountItem(
        pk=USER.key(account.id),
        sk=USER_SORT,
        gsi1pk=CUSTOMERS.key(ALL_CUSTOMERS),
        gsi1sk=f"{account.created_at}#{account.id}",
        email=account.email,
        details=account.details,
        created_at=account.created_at,
        proof_asked_at=account.proof_asked_at,
        version=account.version,
    )


def _name(details: Details) -> dict[str, object]:
    return {"first_name": details.first_name, "last_name": details.last_name, "phone": details.phone}


def event(name: str, account: Account, data: dict[str, object]) -> writes.Write:
    """The write that tells of an account's change to this version."""
    return outbox.emit(
        name,
        {"customer_id": account.id, **data},
        service=SERVICE_NAME,
        aggregate=USER.key(account.id),
        sequence=account.version,
    )
