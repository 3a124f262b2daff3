"""Which mails about orders were asked for again, in the table."""

from haat.events import outbox, trail
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Item, Text
from haat.table.writes import Write
from orders.keys import MAILS, MAILS_SORT, ORDER
from orders.mails import EVENT_OF, Asked, MailAskedBefore, MailKind
from orders.store.orders import SERVICE_NAME


class AskedItem(Item, discriminator="order_mails"):
    """How often; `version` counts."""

    at = Text()


class MailStore:
    """Mails asked for; each method is one row of ACCESS_PATTERNS.md."""

    def event_of(self, order_id: str, kind: MailKind) -> str | None:
        """The id of the event that a mail tells; None: there was none. One query."""
        events = trail.read(ORDER.key(order_id))
        return next((event.event_id for event in events if event.name == EVENT_OF[kind]), None)

    def asked(self, order_id: str) -> Asked:
        """How often mails about an order were asked for. One consistent read."""
        item = reads.find(AskedItem, MAILS.key(order_id), MAILS_SORT, consistent=True)
        return Asked(order_id, item.version, item.at) if item else Asked(order_id)

    def ask(
        self, asked: Asked, kind: MailKind, event_id: str, *also: Write
    ) -> AlreadyAnswered | MailAskedBefore | None:
        """Have a mail sent again, and `also`. One transaction; refused if somebody asked at this moment."""
        pk, before = MAILS.key(asked.order_id), asked.number - 1
        item = AskedItem(pk=pk, sk=MAILS_SORT, at=asked.at, version=asked.number)
        unchanged = AskedItem.version == before if before else AskedItem.pk.does_not_exist()
        put = writes.put(item, when=unchanged, refused=lambda _: MailAskedBefore())
        data = {"order_id": asked.order_id, "kind": kind, "event_id": event_id, "number": asked.number}
        told = outbox.emit("OrderMailAsked", data, service=SERVICE_NAME, aggregate=pk, sequence=asked.number)
        refusals = writes.commit(put, told, *also)
        if AlreadyAnswered() in refusals:
            return AlreadyAnswered()
        return MailAskedBefore() if refusals else None
