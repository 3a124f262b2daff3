"""Writes exports: part by part, as far as time allows. Memory holds one part.

A file is no snapshot: products that change while it is written are in it as they were or as they are.
"""

from collections.abc import Iterator

from catalog.domain.lists import Filters, Place, ShelfPage
from catalog.gateway import PART_BYTES, Files
from catalog.store.jobs import ExportStore
from catalog.store.shelves import ShelfStore
from catalog.transfers import ending, exports, writers
from catalog.transfers.exports import Export, Written
from catalog.transfers.jobs import TransferState
from catalog.transfers.notes import export_key
from haat import clock
from haat.table.meter import meter

PAGE = 100  # products


class Exporter:
    """Runs exports, one at a time."""

    def __init__(self) -> None:
        self._jobs = ExportStore()
        self._files = Files()
        self._shelves = ShelfStore()

    def run(self, export_id: str, until_s: int) -> TransferState | None:
        """The state of the export when its file is whole, or after the part that ends later than `until_s`.

        `until_s` is a second since the epoch. None: there is no such export.
        """
        job = self._jobs.find(export_id)
        while job and job.is_open:
            if job.is_late:
                return ending.fail(self._jobs, export_id, "It took longer than it may.")
            after = self._closed(job) if job.written.is_whole else self._longer(job)
            job = self._moved(after)
            meter.reset()  # the log line of a run tells what its last part cost
            if job != after or clock.now_s() >= until_s:
                break
        return job.state if job else None

    def _longer(self, job: Export) -> Export:
        """The export with another part of its file."""
        before, key = job.written, export_key(job.id, job.format)
        content = bytearray(b"" if before.etags else writers.head(job.format))
        place, products = before.place, before.products
        for page in self._pages(place):
            content += writers.lines(page.products, job.format)
            place, products = page.next, products + len(page.products)
            if len(content) >= PART_BYTES:
                break
        upload_id = before.upload_id or self._files.begin(key)
        part = bytes(content) or b"\n"  # S3 promises nothing of a part that is empty
        etag = self._files.put_part(key, upload_id, len(before.etags) + 1, part)
        size_bytes = before.size_bytes + len(part)
        etags = (*before.etags, etag)
        return exports.advanced(job, Written(upload_id, etags, place, products, size_bytes, place is None))

    def _closed(self, job: Export) -> Export:
        """The export when its parts are one file."""
        upload_id = job.written.upload_id or ""
        self._files.complete(export_key(job.id, job.format), upload_id, job.written.etags)
        return exports.finished(job)

    def _pages(self, place: Place | None) -> Iterator[ShelfPage]:
        while True:
            page = self._shelves.page(Filters(), limit=PAGE, start=place)
            yield page
            place = page.next
            if place is None:
                return

    def _moved(self, after: Export) -> Export:
        """What the export is now: `after`, unless somebody else was faster."""
        return (self._jobs.find(after.id) or after) if self._jobs.move(after) else after
