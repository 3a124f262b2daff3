"""Runs an import: step by step from its checkpoint to the end of its file, or as far as time allows.

Whoever dies between two checkpoints has done nothing that its successor does not find done. Two who run the
same import at once do the same things, and only one of them gets to note it.
"""

from collections.abc import Iterator

from catalog.gateway import FileChanged, Files
from catalog.store import openings
from catalog.store.jobs import ImportStore
from catalog.transfers import ending, imports, jobs
from catalog.transfers.imports import Checkpoint, Import, Upload
from catalog.transfers.jobs import TransferState
from catalog.transfers.notes import Note, Notes, report_key, upload_key
from catalog.transfers.records import Position
from catalog.transfers.seen import Seen
from catalog.transfers.steps import Applier, Step, next_step
from catalog.transfers.unpacking import Unreadable
from catalog.transfers.uploads import UploadedFile
from haat import clock
from haat.table.meter import meter
from haat.table.writes import Write


class Importer:
    """Runs imports, one at a time."""

    def __init__(self) -> None:
        self._jobs = ImportStore()
        self._files = Files()
        self._applier = Applier()

    def run(self, import_id: str, until_s: int) -> TransferState | None:
        """The state of the import at the end of its file, or after the step that ends later than `until_s`.

        `until_s` is a second since the epoch. None: there is no such import.
        """
        job = self._jobs.find(import_id)
        if job is None or job.state is not TransferState.RUNNING or job.upload is None:
            return job.state if job else None
        try:
            return self._read(job, job.upload, until_s).state
        except Unreadable as fault:
            return ending.fail(self._jobs, import_id, str(fault))
        except FileChanged:
            return ending.fail(self._jobs, import_id, "The file was replaced or deleted meanwhile.")

    def _read(self, job: Import, upload: Upload, until_s: int) -> Import:
        file = UploadedFile(self._files, upload_key(job.id), upload)
        notes, begins = Notes(self._files, job.id), job.checkpoint
        seen = Seen(word for note in notes.read(begins.parts) for word in note.words)
        records = file.records(job.format, Position(begins.offset, begins.lines))
        while not job.is_late:
            step = next_step(records, job.checkpoint.offset)
            after, told = self._applied(step, job, seen, notes, file)
            job = self._moved(after, *told)
            meter.reset()  # the log line of a run tells what its last step cost
            if job != after or not job.is_open or clock.now_s() >= until_s:
                return job
        return self._moved(jobs.failed(job, "It took longer than it may."))

    def _applied(
        self, step: Step, job: Import, seen: Seen, notes: Notes, file: UploadedFile
    ) -> tuple[Import, list[Write]]:
        """The import after a step, of which everything is kept but that the import is so far, and what is to
        be told with that."""
        before = job.checkpoint
        done = self._applier.apply(step, job, seen)
        notes.keep(before.parts, Note(seen.take_new(), done.report))
        last = step.records[-1].after if step.records else Position(before.offset, before.lines)
        counts = before.counts.plus(done.results)
        told = [] if job.dry_run else openings.told(job, done.opening)
        now = Checkpoint(
            last.offset, last.lines, file.bytes_read, before.parts + 1, counts,
            before.skus_stocked + len(done.opening), before.openings + len(told),
        )  # fmt: skip
        if not step.is_last:
            return imports.advanced(job, now), told
        if counts.failed:
            self._files.put_parts(report_key(job.id), self._report(notes, now.parts))
        return imports.finished(job, now), told

    def _report(self, notes: Notes, parts: int) -> Iterator[bytes]:
        return (note.report for note in notes.read(parts))

    def _moved(self, after: Import, *told: Write) -> Import:
        """What the import is now: `after`, with what is told of it, unless somebody else was faster."""
        return (self._jobs.find(after.id) or after) if self._jobs.move(after, *told) else after
