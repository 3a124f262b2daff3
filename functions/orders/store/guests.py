"""Guests who turned out to have an account, in the table, and what that makes of their orders."""

from pynamodb.attributes import UnicodeAttribute

from haat.events import outbox
from haat.table import reads, writes
from haat.table.item import Item
from orders.domain import Order
from orders.keys import GUEST, GUEST_SORT, GUESTS_OF, ORDER, ORDER_SORT, ORDERS_OF
from orders.store.orders import SERVICE_NAME, OrderChanged, OrderItem, snapshot

NOBODY = ""
PAGE = 25  # addresses


class GuestItem(Item, discriminator="guest"):
    """A guest whose address an account has proved to be its own; or has had, and has another by now."""

    account_id = UnicodeAttribute()  # NOBODY: an older proof that comes late must not count any more
    verified_at = UnicodeAttribute()  # or since when it is nobody's


class GuestStore:
    """Accounts of guests; each method is one row of ACCESS_PATTERNS.md."""

    def account_of(self, guest_id: str) -> str | None:
        """The account that has proved a guest's address. One consistent read."""
        item = reads.find(GuestItem, GUEST.key(guest_id), GUEST_SORT, consistent=True)
        return (item.account_id or None) if item else None

    def remember(self, guest_id: str, account_id: str, verified_at: str) -> bool:
        """Note who has proved a guest's address; False: somebody else did later. One write."""
        item = _note(guest_id, account_id, account_id, verified_at)
        not_later = GuestItem.pk.does_not_exist() | (GuestItem.verified_at <= verified_at)
        return not writes.commit(writes.put(item, when=not_later, refused=lambda _: None))

    def release(self, guest_id: str, account_id: str, at: str) -> None:
        """Note that an account has another address, unless somebody has proved this one since. One write."""
        item = _note(guest_id, account_id, NOBODY, at)
        own = (GuestItem.account_id == account_id) & (GuestItem.verified_at <= at)
        free = GuestItem.pk.does_not_exist() | own
        writes.commit(writes.put(item, when=free, refused=lambda _: None))

    def forget(self, account_id: str) -> None:
        """Forget every address that an account has proved, of now and of before, unless another account has
        proved it since. A query for each 25, and a write for each."""
        noted, after = GUESTS_OF.key(account_id), None
        own = GuestItem.gsi1pk == noted
        while True:
            page = reads.page(GuestItem, noted, limit=PAGE, after=after, by_index=True)
            for item in page.items:
                writes.commit(writes.delete(GuestItem, item.pk, GUEST_SORT, when=own, refused=lambda _: None))
            after = page.last_key
            if after is None:
                return


def _note(guest_id: str, noted_by: str, account_id: str, at: str) -> GuestItem:
    """What an account leaves of an address. By the index an erasure finds it when it is nobody's, too."""
    return GuestItem(
        pk=GUEST.key(guest_id),
        sk=GUEST_SORT,
        gsi1pk=GUESTS_OF.key(noted_by),
        gsi1sk=at,
        account_id=account_id,
        verified_at=at,
    )


def claimed(order: Order) -> tuple[writes.Write, ...]:
    """The writes that give a guest's order to an account, with the event, if nobody moved it before."""
    change = writes.update(
        OrderItem,
        ORDER.key(order.id),
        ORDER_SORT,
        [
            OrderItem.customer_id.set(order.customer_id),
            OrderItem.gsi1pk.set(ORDERS_OF.key(order.customer_id)),
            OrderItem.updated_at.set(order.updated_at),
            OrderItem.version.set(order.version),
        ],
        when=OrderItem.version == order.version - 1,
        refused=lambda _: OrderChanged(),
    )
    event = outbox.emit(
        "OrderClaimed",
        {"order": snapshot(order)},
        service=SERVICE_NAME,
        aggregate=ORDER.key(order.id),
        sequence=order.version,
    )
    return change, event
