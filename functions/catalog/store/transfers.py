"""Imports in the table."""

from dataclasses import dataclass
from typing import Any

from catalog.keys import IMPORT, IMPORT_SORT, IMPORTS_OPEN
from catalog.transfers.jobs import KEPT_S, Import
from haat import clock
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Document, Item
from haat.table.writes import Write

LATE_MAX = 100  # that one query brings


class ImportItem(Item, discriminator="import"):
    """One import; in the index while it is open, by the end of its state."""

    snapshot: Document[Import] = Document(Import)


@dataclass(frozen=True, slots=True)
class ImportMoved:
    """Somebody else has moved the import on: read it again."""


class ImportStore:
    """Imports; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, import_id: str) -> Import | None:
        """One import. One consistent read."""
        item = reads.find(ImportItem, IMPORT.key(import_id), IMPORT_SORT, consistent=True)
        return item.snapshot if item else None

    def create(self, job: Import, *also: Write) -> AlreadyAnswered | None:
        """Write a new import, and what else is to happen with it. One transaction."""
        refusals = writes.commit(writes.put_new(_item(job), refused=_moved), *also)
        return AlreadyAnswered() if refusals else None

    def move(self, after: Import, *also: Write) -> ImportMoved | None:
        """Write an import's next version, if nobody else has, and what is told with it. One transaction."""
        is_latest = ImportItem.version == after.version - 1
        refusals = writes.commit(writes.put(_item(after), when=is_latest, refused=_moved), *also)
        return ImportMoved() if refusals else None

    def late(self) -> list[Import]:
        """Open imports whose state has lasted too long. One query, eventually consistent."""
        page = reads.page(
            ImportItem,
            IMPORTS_OPEN.key("all"),
            limit=LATE_MAX,
            after=None,
            where=ImportItem.gsi1sk <= clock.now(),
            by_index=True,
        )
        return [item.snapshot for item in page.items]


def _item(job: Import) -> ImportItem:
    return ImportItem(
        pk=IMPORT.key(job.id),
        sk=IMPORT_SORT,
        gsi1pk=IMPORTS_OPEN.key("all") if job.is_open else None,
        gsi1sk=job.deadline if job.is_open else None,
        version=job.version,
        ttl=clock.now_s() + KEPT_S,
        snapshot=job,
    )


def _moved(raw: dict[str, Any] | None) -> ImportMoved:
    del raw
    return ImportMoved()
