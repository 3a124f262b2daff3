"""Sessions in the table."""

from dataclasses import dataclass

from haat import clock
from haat.http import revocation
from haat.table import reads, writes
from haat.table.item import Document, Item, Text
from identity.domain.sessions import Session
from identity.keys import SESSION, SESSION_SORT


class SessionItem(Item, discriminator="session"):
    """One session."""

    session: Document[Session] = Document(Session)
    ended_at = Text(null=True)


@dataclass(frozen=True, slots=True)
class SessionMoved:
    """The session was refreshed or ended meanwhile: read it again."""


class SessionStore:
    """Sessions; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, family: str) -> Session | None:
        """One session that has not been ended. One consistent read."""
        item = reads.find(SessionItem, SESSION.key(family), SESSION_SORT, consistent=True)
        return item.session if item and not item.ended_at else None

    def begun(self, session: Session) -> writes.Write:
        """The write that begins a session."""
        item = SessionItem(
            pk=SESSION.key(session.family),
            sk=SESSION_SORT,
            session=session,
            ttl=session.expires_at_s,
        )
        return writes.put_new(item, refused=lambda _: SessionMoved())

    def advanced(self, before: Session, after: Session) -> writes.Write:
        """The write that turns `before` into `after`, or checks that it still stands if they are the same.

        Refused as SessionMoved.
        """
        key = SESSION.key(before.family)
        still = (SessionItem.version == before.version) & SessionItem.ended_at.does_not_exist()
        if after == before:
            return writes.check(SessionItem, key, SESSION_SORT, when=still, refused=lambda _: SessionMoved())
        actions = [
            SessionItem.session.set(after),
            SessionItem.version.set(after.version),
            SessionItem.ttl.set(after.expires_at_s),
        ]
        return writes.update(
            SessionItem, key, SESSION_SORT, actions, when=still, refused=lambda _: SessionMoved()
        )

    def ended(self, family: str) -> tuple[writes.Write, ...]:
        """The writes that end a session with every token of it.

        Refused as SessionMoved if it was ended before.
        """
        end = writes.update(
            SessionItem,
            SESSION.key(family),
            SESSION_SORT,
            [SessionItem.ended_at.set(clock.now())],
            when=SessionItem.pk.exists() & SessionItem.ended_at.does_not_exist(),
            refused=lambda _: SessionMoved(),
        )
        return end, revocation.revoke(family)
