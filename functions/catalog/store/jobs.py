"""Imports and exports in the table: those of a kind in one partition, by their ids, and so by time."""

from dataclasses import dataclass
from typing import Any, ClassVar, Generic

from catalog.keys import ALL, EXPORTS, EXPORTS_OPEN, IMPORTS, IMPORTS_OPEN
from catalog.transfers.exports import Export
from catalog.transfers.imports import Import
from catalog.transfers.jobs import KEPT_S, JobT
from haat import clock
from haat.grants import KeySpace
from haat.http.once import AlreadyAnswered
from haat.table import reads, writes
from haat.table.item import Document, Item
from haat.table.writes import Write

LATE_MAX = 100  # that one query brings


class ImportItem(Item, discriminator="import"):
    """One import; in the index while it is open, by the end of its state."""

    snapshot: Document[Import] = Document(Import)


class ExportItem(Item, discriminator="export"):
    """One export; in the index while it runs, by the end of that."""

    snapshot: Document[Export] = Document(Export)


@dataclass(frozen=True, slots=True)
class JobMoved:
    """Somebody else has moved the job on: read it again."""


@dataclass(frozen=True, slots=True)
class JobPage(Generic[JobT]):
    """Some jobs; `last_key` is where the list goes on, None at the end."""

    jobs: list[JobT]
    last_key: dict[str, Any] | None


class JobStore(Generic[JobT]):
    """Jobs of one kind; each method is one row of ACCESS_PATTERNS.md."""

    _item: ClassVar[Any]
    _all: ClassVar[KeySpace]
    _open: ClassVar[KeySpace]

    def find(self, job_id: str) -> JobT | None:
        """One job. One consistent read."""
        item = reads.find(self._item, self._all.key(ALL), job_id, consistent=True)
        return item.snapshot if item else None

    def create(self, job: JobT, *also: Write) -> AlreadyAnswered | None:
        """Write a new job, and what else is to happen with it. One transaction."""
        refusals = writes.commit(writes.put_new(self._to_item(job), refused=lambda _: JobMoved()), *also)
        return AlreadyAnswered() if refusals else None

    def move(self, after: JobT, *also: Write) -> JobMoved | None:
        """Write a job's next version, if nobody else has, and what is told with it. One transaction."""
        is_latest = self._item.version == after.version - 1
        put = writes.put(self._to_item(after), when=is_latest, refused=lambda _: JobMoved())
        return JobMoved() if writes.commit(put, *also) else None

    def late(self) -> list[JobT]:
        """Open jobs whose state has lasted too long. One query, eventually consistent."""
        ended = self._item.gsi1sk <= clock.now()
        page = reads.page(
            self._item, self._open.key(ALL), limit=LATE_MAX, after=None, where=ended, by_index=True
        )
        return [item.snapshot for item in page.items]

    def newest(self, *, limit: int, after: dict[str, Any] | None) -> JobPage[JobT]:
        """Jobs, newest first. One consistent query."""
        page = reads.page(
            self._item, self._all.key(ALL), limit=limit, after=after, newest_first=True, consistent=True
        )
        return JobPage([item.snapshot for item in page.items], page.last_key)

    def _to_item(self, job: JobT) -> Item:
        item: Item = self._item(
            pk=self._all.key(ALL),
            sk=job.id,
            gsi1pk=self._open.key(ALL) if job.is_open else None,
            gsi1sk=job.deadline if job.is_open else None,
            version=job.version,
            ttl=clock.now_s() + KEPT_S,
            snapshot=job,
        )
        return item


class ImportStore(JobStore[Import]):
    """Imports."""

    _item, _all, _open = ImportItem, IMPORTS, IMPORTS_OPEN


class ExportStore(JobStore[Export]):
    """Exports."""

    _item, _all, _open = ExportItem, EXPORTS, EXPORTS_OPEN
