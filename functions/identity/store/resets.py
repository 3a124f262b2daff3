"""Resets of passwords in the table, and the events that tell of them. No address is in here, and no token."""

from dataclasses import dataclass

from haat.events import outbox
from haat.table import reads, writes
from haat.table.item import Document, Item
from identity.domain.resets import Reset
from identity.keys import RESET, RESET_SORT
from identity.store.accounts import SERVICE_NAME

KEPT_S = 7 * 24 * 3600  # long after the last repetition of an event


class ResetItem(Item, discriminator="password_reset"):
    """One reset."""

    reset: Document[Reset] = Document(Reset)


@dataclass(frozen=True, slots=True)
class ResetMoved:
    """The reset was begun before."""


class ResetStore:
    """Resets; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, reset_id: str) -> Reset | None:
        """One reset. One consistent read."""
        item = reads.find(ResetItem, RESET.key(reset_id), RESET_SORT, consistent=True)
        return item.reset if item else None

    def asked(self, reset_id: str, address_hash: str, at_s: int) -> writes.Write:
        """The write that tells of somebody who has forgotten a password. There may be no such account."""
        return outbox.emit(
            "PasswordResetAsked",
            {"reset_id": reset_id, "address_hash": address_hash},
            service=SERVICE_NAME,
            aggregate=RESET.key(reset_id),
            sequence=1,
            expires_at_s=at_s + KEPT_S,
        )

    def begun(self, reset: Reset, email: str, expires_at: str) -> tuple[writes.Write, ...]:
        """The writes that begin a reset, and have a mail sent to its account's address.

        Refused as ResetMoved if it has begun before.
        """
        item = ResetItem(pk=RESET.key(reset.id), sk=RESET_SORT, reset=reset, ttl=reset.expires_at_s + KEPT_S)
        told = {
            "reset_id": reset.id,
            "customer_id": reset.customer_id,
            "email": email,
            "expires_at": expires_at,
        }
        event = outbox.emit(
            "PasswordResetBegun",
            told,
            service=SERVICE_NAME,
            aggregate=RESET.key(reset.id),
            sequence=2,
            expires_at_s=reset.expires_at_s + KEPT_S,
        )
        return writes.put_new(item, refused=lambda _: ResetMoved()), event
