"""Resets of passwords in the table, and the events that tell of them. No address is in here, and no token."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from haat.events import outbox
from haat.table import reads, writes
from haat.table.item import Document, Item
from identity.domain.resets import Reset
from identity.keys import RESET, RESET_SORT, RESETS_OF
from identity.store.accounts import SERVICE_NAME

PAGE = 25  # resets
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

    def of_customer(self, customer_id: str) -> Iterator[str]:
        """The ids of the resets of an account. A query of the index for each 25, eventually consistent."""
        after: dict[str, Any] | None = None
        while True:
            page = reads.page(ResetItem, RESETS_OF.key(customer_id), limit=PAGE, after=after, by_index=True)
            yield from (item.reset.id for item in page.items)
            after = page.last_key
            if after is None:
                return

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
        item = ResetItem(
            pk=RESET.key(reset.id),
            sk=RESET_SORT,
            gsi1pk=RESETS_OF.key(reset.customer_id),
            gsi1sk=reset.id,
            reset=reset,
            ttl=reset.expires_at_s + KEPT_S,
        )
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
