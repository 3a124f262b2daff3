"""An uploaded file as records, from any place between two of them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from catalog.gateway import Files
from catalog.transfers import ndjson, sheet
from catalog.transfers.imports import Upload
from catalog.transfers.jobs import Format
from catalog.transfers.lines import Line, split
from catalog.transfers.records import Position, Records, Wrong
from catalog.transfers.rows import delimiter_of, rows
from catalog.transfers.unpacking import MAGIC, Unreadable, unpacked
from haat.errors import InvalidInput

_FED_BYTES = 64 * 1024  # at once, so that `bytes_read` is about where the reader is
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # what UTF-16 and UTF-32 begin with


class UploadedFile:
    """A file in S3. `bytes_read` says how much of it has been read so far."""

    def __init__(self, files: Files, key: str, upload: Upload) -> None:
        self._files, self._key, self._upload = files, key, upload
        self.bytes_read = 0

    def records(self, of: Format, start: Position) -> Records:
        """The records from `start` on. Raises: Unreadable, FileChanged."""
        if of is Format.NDJSON:
            return ndjson.records(self._lines(start))
        lines = self._lines(Position())
        first = next(lines, None)
        text = first.text() if first else ""
        delimiter = delimiter_of(text if isinstance(text, str) else "")
        heading = rows(chain([first] if first else [], lines), delimiter)
        head = _heading(next(heading).cells if first else [])
        if start == Position():
            return sheet.records(heading, head)
        return sheet.records(rows(self._lines(start), delimiter), head)

    def _lines(self, start: Position) -> Iterator[Line]:
        blocks = self._fetched(0)
        first = next(blocks)
        if first.startswith(_WIDE):
            raise Unreadable("It is UTF-16: save it as UTF-8.")
        if first.startswith(MAGIC):
            return split(unpacked(chain([first], blocks), start.offset), start)
        return split(self._from(start, first, blocks), start)

    def _from(self, start: Position, first: bytes, others: Iterable[bytes]) -> Iterable[bytes]:
        """A file that is not packed: of what comes before `start`, only the first bytes are read."""
        if start.offset < len(first):
            return chain([first[start.offset :]], others)
        return self._fetched(start.offset)

    def _fetched(self, start: int) -> Iterator[bytes]:
        self.bytes_read = start
        for block in self._files.blocks(self._key, self._upload, start):
            for first in range(0, len(block), _FED_BYTES):
                fed = block[first : first + _FED_BYTES]
                self.bytes_read += len(fed)
                yield fed


def _heading(cells: list[str] | Wrong) -> sheet.Heading:
    if isinstance(cells, Wrong):
        raise Unreadable(f"The first row cannot be read: {cells.detail}")
    head = sheet.heading(cells)
    if isinstance(head, InvalidInput):
        wrong = "; ".join(f"{error.pointer.removeprefix('/')}: {error.detail}" for error in head.errors)
        raise Unreadable(f"The first row does not name the columns of products: {wrong}")
    return head
