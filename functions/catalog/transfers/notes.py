"""What each step of an import leaves in S3 for those after it, and where its files are.

A step that is repeated leaves the same.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec

from catalog.gateway import Files
from catalog.keys import EXPORT_FILES, IMPORT_FILES
from catalog.transfers.seen import words_of

READERS = 8
AHEAD = 64  # notes that memory holds at once


class Note(msgspec.Struct, frozen=True):
    """What one step has named (8 bytes for each name), and its lines of the report."""

    named: bytes
    report: bytes

    @property
    def words(self) -> Iterator[int]:
        return iter(words_of(self.named))


class Notes:
    """The notes of one import."""

    def __init__(self, files: Files, import_id: str) -> None:
        self._files, self._id = files, import_id

    def keep(self, part: int, note: Note) -> None:
        """Keep what step `part` leaves. One PUT."""
        self._files.put(self._key(part), msgspec.msgpack.encode(note))

    def read(self, parts: int) -> Iterator[Note]:
        """What the first `parts` steps left, in order. A GET for each, eight at once."""
        with ThreadPoolExecutor(READERS) as readers:
            for first in range(0, parts, AHEAD):
                keys = map(self._key, range(first, min(first + AHEAD, parts)))
                contents = readers.map(self._files.get, keys)
                yield from (msgspec.msgpack.decode(content, type=Note) for content in contents)

    def _key(self, part: int) -> str:
        return f"{IMPORT_FILES}{self._id}/steps/{part:06d}"


def upload_key(import_id: str) -> str:
    """Where its file is."""
    return f"{IMPORT_FILES}{import_id}/upload"


def report_key(import_id: str) -> str:
    """Where everything that was wrong is told."""
    return f"{IMPORT_FILES}{import_id}/report.ndjson"


def export_key(export_id: str, of: str) -> str:
    """Where the file of an export is."""
    return f"{EXPORT_FILES}{export_id}.{of}"
