"""Copies in the table."""

from haat import clock
from haat.events import outbox
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Item, Text
from haat.table.writes import Write
from privacy.domain import KEPT_S, Export
from privacy.keys import EXPORT, EXPORT_SORT, EXPORTS_OF

SERVICE_NAME = "privacy"
PAGE = 100  # copies; a week has fewer


class ExportItem(Item, discriminator="personal_export"):
    """One copy."""

    customer_id = Text()
    asked_at = Text()
    expires_at = Text()
    ready_at = Text(null=True)


class ExportStore:
    """Copies; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, export_id: str) -> Export | None:
        """One copy. One consistent read."""
        item = reads.find(ExportItem, EXPORT.key(export_id), EXPORT_SORT, consistent=True)
        return _to_export(item) if item else None

    def list_of(self, customer_id: str) -> list[Export]:
        """A customer's copies, the last one first. One query of the index, eventually consistent."""
        pk = EXPORTS_OF.key(customer_id)
        page = reads.page(ExportItem, pk, limit=PAGE, after=None, newest_first=True, by_index=True)
        return [_to_export(item) for item in page.items]

    def ask(self, export: Export, *also: Write) -> AlreadyAnswered | None:
        """Write that a copy is wanted, with the event. One transaction."""
        item = ExportItem(
            pk=EXPORT.key(export.id),
            sk=EXPORT_SORT,
            gsi1pk=EXPORTS_OF.key(export.customer_id),
            gsi1sk=f"{export.asked_at}#{export.id}",
            customer_id=export.customer_id,
            asked_at=export.asked_at,
            expires_at=export.expires_at,
            version=export.version,
            ttl=clock.seconds(export.expires_at),
        )
        event = outbox.emit(
            "PersonalDataAsked",
            {"export_id": export.id, "customer_id": export.customer_id},
            service=SERVICE_NAME,
            aggregate=EXPORT.key(export.id),
            sequence=export.version,
            expires_at_s=clock.seconds(export.expires_at) + KEPT_S,
        )
        new = writes.put_new(item, refused=lambda _: None)
        return AlreadyAnswered() if writes.commit(new, event, *also) else None

    def note_ready(self, export: Export, at: str) -> bool:
        """Note that a copy is there; whether it was still waited for. One write."""
        actions = [ExportItem.ready_at.set(at), ExportItem.version.set(export.version + 1)]
        wanted = ExportItem.version == export.version
        key = EXPORT.key(export.id)
        noted = writes.update(ExportItem, key, EXPORT_SORT, actions, when=wanted, refused=lambda _: None)
        return not writes.commit(noted)


def _to_export(item: ExportItem) -> Export:
    return Export(
        id=item.pk.removeprefix(EXPORT.prefix),
        customer_id=item.customer_id,
        asked_at=item.asked_at,
        expires_at=item.expires_at,
        ready_at=item.ready_at,
        version=item.version,
    )
