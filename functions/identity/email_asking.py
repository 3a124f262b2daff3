"""How a change of an account's e-mail address begins."""

from haat import ids
from haat.table.writes import Write
from identity.domain.accounts import Account, AccountBlocked
from identity.domain.email_changes import LIFE_S, EmailChange, EmailUnchanged, NewAddress
from identity.domain.throttling import mails_from, mails_of, proposals_of
from identity.keys import address_hash
from identity.password_check import Proved
from identity.store.credentials import CredentialsStore
from identity.store.email_changes import EmailChangeStore
from identity.store.throttles import ThrottleStore


class EmailAsking:
    """Begins changes."""

    def __init__(self) -> None:
        self._changes = EmailChangeStore()
        self._credentials = CredentialsStore()
        self._throttles = ThrottleStore()

    def refused(self, account: Account, email: str) -> AccountBlocked | EmailUnchanged | None:
        """Why an account does not come to this address; whether it is somebody else's is not told."""
        if account.blocked_at:
            return AccountBlocked()
        return EmailUnchanged() if address_hash(email) == address_hash(account.email) else None

    def asked(self, proved: Proved, email: str, source_ip: str, at_s: int) -> tuple[Write, ...]:
        """The writes that begin a change: as many, after the same read, whosever the address is.

        Refused as AccountMoved, or as the Bucket of mails that is empty.
        """
        known, owner = proved.credentials, self._credentials.find(email)
        change = EmailChange(ids.new_id("emc"), email, known.passwords, at_s + LIFE_S)
        mails = (proposals_of(address_hash(email)), mails_of(proved.account.id), mails_from(source_ip))
        return (
            *self._changes.asked(proved.account, change, NewAddress.TAKEN if owner else NewAddress.FREE),
            *(self._throttles.taken(bucket, at_s) for bucket in mails),
        )
