"""Accounts of providers that are linked to ours, in the table, and who is on the way there."""

from dataclasses import dataclass

from haat.table import reads, writes
from haat.table.item import Document, Item, Text
from identity.domain.providers import Identity, LinkTaken, Pending
from identity.keys import LINK, LINK_SORT, LINKS_OF, PENDING_SORT, pending_key

LINKS_MAX = 20  # there are two providers


class PendingItem(Item, discriminator="sign_in"):
    """Somebody on the way to a provider and back."""

    pending: Document[Pending] = Document(Pending)


class LinkItem(Item, discriminator="provider_link"):
    """Whose account a provider's is."""

    customer_id = Text()


class LinkedItem(Item, discriminator="linked_provider"):
    """A provider that an account is linked to; the sort key is its name."""

    identity_key = Text()
    linked_at = Text()


@dataclass(frozen=True, slots=True)
class Linked:
    """A provider that an account is linked to."""

    provider: str
    identity_key: str
    linked_at: str


@dataclass(frozen=True, slots=True)
class PendingGone:
    """The sign-in was finished meanwhile."""


@dataclass(frozen=True, slots=True)
class LinkMoved:
    """The link is another by now."""


class PendingStore:
    """Who is on the way; each method is one row of ACCESS_PATTERNS.md."""

    def begun(self, state: str, pending: Pending) -> writes.Write:
        """The write by which somebody sets out."""
        item = PendingItem(pk=pending_key(state), sk=PENDING_SORT, pending=pending, ttl=pending.expires_at_s)
        return writes.put_new(item, refused=lambda _: PendingGone())

    def find(self, state: str) -> Pending | None:
        """Who set out with this state. One consistent read."""
        item = reads.find(PendingItem, pending_key(state), PENDING_SORT, consistent=True)
        return item.pending if item else None

    def finished(self, state: str) -> writes.Write:
        """The write by which they are back, once; refused as PendingGone."""
        there = PendingItem.pk.exists()
        return writes.delete(
            PendingItem, pending_key(state), PENDING_SORT, when=there, refused=lambda _: PendingGone()
        )


class LinkStore:
    """Links; each method is one row of ACCESS_PATTERNS.md."""

    def account_of(self, identity: Identity) -> str | None:
        """Whose account a provider's is. One consistent read."""
        item = reads.find(LinkItem, LINK.key(identity.key), LINK_SORT, consistent=True)
        return item.customer_id if item else None

    def list_of(self, customer_id: str) -> list[Linked]:
        """The providers that an account is linked to. One consistent query."""
        page = reads.page(LinkedItem, LINKS_OF.key(customer_id), limit=LINKS_MAX, after=None, consistent=True)
        return [Linked(item.sk, item.identity_key, item.linked_at) for item in page.items]

    def linked(self, identity: Identity, customer_id: str, at: str) -> tuple[writes.Write, ...]:
        """The writes that link an account to one of a provider's; refused as LinkTaken."""
        link = LinkItem(pk=LINK.key(identity.key), sk=LINK_SORT, customer_id=customer_id)
        linked = LinkedItem(
            pk=LINKS_OF.key(customer_id), sk=identity.provider, identity_key=identity.key, linked_at=at
        )
        return (
            writes.put_new(link, refused=lambda _: LinkTaken()),
            writes.put_new(linked, refused=lambda _: LinkTaken()),
        )

    def unlinked(self, customer_id: str, linked: Linked) -> tuple[writes.Write, ...]:
        """The writes that take a link away; refused as LinkMoved."""
        own = LinkItem.customer_id == customer_id
        same = LinkedItem.identity_key == linked.identity_key
        return (
            writes.delete(
                LinkItem, LINK.key(linked.identity_key), LINK_SORT, when=own, refused=lambda _: LinkMoved()
            ),
            writes.delete(
                LinkedItem,
                LINKS_OF.key(customer_id),
                linked.provider,
                when=same,
                refused=lambda _: LinkMoved(),
            ),
        )
