"""Changes of e-mail addresses in the table: of an account the last one that was asked for, in its profile."""

from pynamodb.expressions.update import Action

from haat import clock
from haat.address_change import Side
from haat.table import writes
from identity.domain.accounts import Account
from identity.domain.email_changes import EmailChange, NewAddress
from identity.store.accounts import AccountItem, changed, event


class EmailChangeStore:
    """Changes of addresses; each method is one row of ACCESS_PATTERNS.md. Its writes are refused as
    AccountMoved."""

    def asked(
        self, account: Account, change: EmailChange, new_address: NewAddress
    ) -> tuple[writes.Write, ...]:
        """The writes that begin a change, instead of the one before, and have both addresses written to."""
        told: dict[str, object] = {
            "change_id": change.id,
            "email": account.email,
            "new_email": change.email,
            "new_address": new_address,
            "expires_at": clock.iso(change.expires_at_s),
        }
        return _saved(account, change, "EmailChangeAsked", told)

    def confirmed(self, account: Account, change: EmailChange, side: Side) -> tuple[writes.Write, ...]:
        """The writes that record that one of two addresses has confirmed the change."""
        return _saved(account, change, "EmailChangeConfirmed", {"change_id": change.id, "side": side})

    def refused(self, account: Account, change: EmailChange) -> tuple[writes.Write, ...]:
        """The writes that end a change."""
        return _saved(account, change, "EmailChangeRefused", {"change_id": change.id})

    def completed(self, account: Account, change: EmailChange, at: str) -> tuple[writes.Write, ...]:
        """The writes that give an account its other address, which is proved."""
        after = account.with_email(change, at)
        actions: list[Action] = [
            AccountItem.email.set(after.email),
            AccountItem.email_verified_at.set(at),
            AccountItem.email_change.set(change),
        ]
        told: dict[str, object] = {"email": after.email, "former_email": account.email, "verified_at": at}
        return changed(after, actions), event("EmailChanged", after, told)


def _saved(
    account: Account, change: EmailChange, name: str, told: dict[str, object]
) -> tuple[writes.Write, ...]:
    after = account.moved()
    return changed(after, [AccountItem.email_change.set(change)]), event(name, after, told)
