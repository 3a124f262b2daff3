"""Lines of a file that comes in blocks of bytes; memory holds one block and one line at most."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.transfers.records import LINE_BYTES_MAX, Position, Wrong

BOM = b"\xef\xbb\xbf"
TOO_LONG = Wrong("line_too_long", f"A product has at most {LINE_BYTES_MAX} bytes in a file.")


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `content` has its line end, and of a line that is too long only the beginning."""

    content: bytes
    after: Position

    @property
    def number(self) -> int:
        """From 1."""
        return self.after.lines

    def text(self) -> str | Wrong:
        """What it says, or why that cannot be read."""
        if len(self.content) > LINE_BYTES_MAX:
            return TOO_LONG
        try:
            return self.content.removeprefix(BOM if self.number == 1 else b"").decode()
        except UnicodeDecodeError as error:
            detail = f"Save the file as UTF-8; byte {error.start + 1} of the line is none."
            return Wrong("not_utf8", detail)


def split(blocks: Iterable[bytes], start: Position) -> Iterator[Line]:
    """The lines of a file from `start` on; `blocks` begin there."""
    held, length, after = b"", 0, start
    for block in blocks:
        *ended, rest = block.split(b"\n")
        for part in ended:
            length += len(part) + 1
            after = Position(after.offset + length, after.lines + 1)
            yield Line(_clipped(held + part + b"\n"), after)
            held, length = b"", 0
        held, length = _clipped(held + rest), length + len(rest)
    if length:
        yield Line(held, Position(after.offset + length, after.lines + 1))


def _clipped(content: bytes) -> bytes:
    """Enough of a line to see that it is too long."""
    return content[: LINE_BYTES_MAX + 1]
