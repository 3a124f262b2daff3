"""Sessions in the table: a partition for each account, an item for each session."""

from dataclasses import dataclass
from typing import Any

from haat import clock
from haat.http import revocation
from haat.table import reads, writes
from haat.table.item import Document, Item, Text
from identity.domain.sessions import Session
from identity.keys import SESSION


class SessionItem(Item, discriminator="session"):
    """One session; the sort key is its family."""

    session: Document[Session] = Document(Session)
    ended_at = Text(null=True)


@dataclass(frozen=True, slots=True)
class SessionMoved:
    """The session was refreshed or ended meanwhile: read it again."""


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Some sessions, and the key to go on from (None: that was all)."""

    sessions: list[Session]
    last_key: dict[str, Any] | None


class SessionStore:
    """Sessions; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, customer_id: str, family: str) -> Session | None:
        """One session that has not been ended. One consistent read.

        It is over, too, when its generation is not that of the account's credentials any more.
        """
        item = reads.find(SessionItem, SESSION.key(customer_id), family, consistent=True)
        return item.session if item and not item.ended_at else None

    def page(self, customer_id: str, *, limit: int, after: dict[str, Any] | None) -> SessionPage:
        """Sessions of an account that nobody ended, newest first; of older generations as well. One query."""
        rows = reads.page(
            SessionItem,
            SESSION.key(customer_id),
            limit=limit,
            after=after,
            matching=SessionItem.ended_at.does_not_exist(),
            newest_first=True,
            consistent=True,
        )
        return SessionPage([item.session for item in rows.items], rows.last_key)

    def begun(self, session: Session) -> writes.Write:
        """The write that begins a session."""
        item = SessionItem(
            pk=SESSION.key(session.customer_id),
            sk=session.family,
            session=session,
            ttl=session.expires_at_s,
        )
        return writes.put_new(item, refused=lambda _: SessionMoved())

    def advanced(self, before: Session, after: Session) -> writes.Write:
        """The write that turns `before` into `after`, or checks that it still stands if they are the same.

        Refused as SessionMoved.
        """
        pk, sk = SESSION.key(before.customer_id), before.family
        still = (SessionItem.version == before.version) & SessionItem.ended_at.does_not_exist()
        if after == before:
            return writes.check(SessionItem, pk, sk, when=still, refused=lambda _: SessionMoved())
        actions = [
            SessionItem.session.set(after),
            SessionItem.version.set(after.version),
            SessionItem.ttl.set(after.expires_at_s),
        ]
        return writes.update(SessionItem, pk, sk, actions, when=still, refused=lambda _: SessionMoved())

    def ended(self, customer_id: str, family: str) -> tuple[writes.Write, ...]:
        """The writes that end a session with every token of it.

        Refused as SessionMoved if there is none, or it was ended before.
        """
        end = writes.update(
            SessionItem,
            SESSION.key(customer_id),
            family,
            [SessionItem.ended_at.set(clock.now())],
            when=SessionItem.pk.exists() & SessionItem.ended_at.does_not_exist(),
            refused=lambda _: SessionMoved(),
        )
        return end, revocation.revoke(family)
