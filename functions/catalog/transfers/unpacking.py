"""Files that are packed by gzip: unpacked as they are read, a bounded piece at a time."""

import zlib
from collections.abc import Iterable, Iterator

MAGIC = b"\x1f\x8b"
PIECE_BYTES_MAX = 1024 * 1024  # a block of zeros unpacks to a thousand times its size
UNPACKED_BYTES_MAX = 20 * 1024**3
_GZIP = 16 + zlib.MAX_WBITS
_FED_BYTES = 64 * 1024  # at once: what a piece leaves over is copied


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why."""


def unpacked(blocks: Iterable[bytes], skip: int) -> Iterator[bytes]:
    """The unpacked content from byte `skip` on. One must begin at the beginning: gzip has no places.

    Raises: Unreadable.
    """
    seen = 0
    for piece in _pieces(blocks):
        seen += len(piece)
        if seen > UNPACKED_BYTES_MAX:
            raise Unreadable(f"It unpacks to more than {UNPACKED_BYTES_MAX} bytes.")
        if seen > skip:
            yield piece[max(0, len(piece) - (seen - skip)) :]


def _slices(blocks: Iterable[bytes]) -> Iterator[bytes]:
    return (
        block[start : start + _FED_BYTES] for block in blocks for start in range(0, len(block), _FED_BYTES)
    )


def _pieces(blocks: Iterable[bytes]) -> Iterator[bytes]:
    member = zlib.decompressobj(_GZIP)
    for fed in _slices(blocks):
        waiting = fed
        while waiting:
            if member.eof:
                member = zlib.decompressobj(_GZIP)  # files may be joined
            yield _piece(member, waiting)
            waiting = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise Unreadable("It ends within the gzip file.")


def _piece(member: "zlib._Decompress", packed: bytes) -> bytes:
    try:
        return member.decompress(packed, PIECE_BYTES_MAX)
    except zlib.error as error:
        raise Unreadable(f"It is no whole gzip file: {error}.") from error
