"""Exports in the table."""

from dataclasses import dataclass

from catalog.keys import EXPORT, EXPORT_SORT, EXPORTS_OPEN
from catalog.transfers.exports import Export
from catalog.transfers.jobs import KEPT_S
from haat import clock
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Document, Item
from haat.table.writes import Write

LATE_MAX = 100  # that one query brings


class ExportItem(Item, discriminator="export"):
    """One export; in the index while it runs, by the end of that."""

    snapshot: Document[Export] = Document(Export)


@dataclass(frozen=True, slots=True)
class ExportMoved:
    """Somebody else has moved the export on: read it again."""


class ExportStore:
    """Exports; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, export_id: str) -> Export | None:
        """One export. One consistent read."""
        item = reads.find(ExportItem, EXPORT.key(export_id), EXPORT_SORT, consistent=True)
        return item.snapshot if item else None

    def create(self, job: Export, *also: Write) -> AlreadyAnswered | None:
        """Write a new export, and what else is to happen with it. One transaction."""
        refusals = writes.commit(writes.put_new(_item(job), refused=lambda _: ExportMoved()), *also)
        return AlreadyAnswered() if refusals else None

    def move(self, after: Export) -> ExportMoved | None:
        """Write an export's next version, if nobody else has. One conditional write."""
        is_latest = ExportItem.version == after.version - 1
        refusals = writes.commit(writes.put(_item(after), when=is_latest, refused=lambda _: ExportMoved()))
        return ExportMoved() if refusals else None

    def late(self) -> list[Export]:
        """Exports that have run too long. One query, eventually consistent."""
        page = reads.page(
            ExportItem,
            EXPORTS_OPEN.key("all"),
            limit=LATE_MAX,
            after=None,
            where=ExportItem.gsi1sk <= clock.now(),
            by_index=True,
        )
        return [item.snapshot for item in page.items]


def _item(job: Export) -> ExportItem:
    return ExportItem(
        pk=EXPORT.key(job.id),
        sk=EXPORT_SORT,
        gsi1pk=EXPORTS_OPEN.key("all") if job.is_open else None,
        gsi1sk=job.deadline if job.is_open else None,
        version=job.version,
        ttl=clock.now_s() + KEPT_S,
        snapshot=job,
    )
