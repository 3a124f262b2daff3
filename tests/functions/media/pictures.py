"""Pictures as cameras, drawing programs and attackers make them."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

RED, BLUE = (220, 20, 30), (30, 20, 220)
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")


def encoded(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **how)
    return target.getvalue()


def plain(width: int = 600, height: int = 400, colour: tuple[int, int, int] = RED) -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def halves(width: int = 600, height: int = 400) -> Image.Image:
    """Blue on the left, red on the right."""
    picture = plain(width, height)
    picture.paste(BLUE, (0, 0, width // 2, height))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: how it was held, who made it, and where it was."""
    told = Image.Exif()
    told[ORIENTATION], told[MAKER] = orientation, "Phone"
    told.get_ifd(GPS)[1] = "N"
    return told


def noise(width: int = 600, height: int = 400) -> Image.Image:
    """A picture that does not compress."""
    return Image.effect_noise((width, height), 90).convert("RGB")


def header_only(width: int, height: int) -> bytes:
    """A PNG that claims a size and has next to no pixels: whoever decodes it finds out too late."""
    size = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def unfolding_text(size_bytes: int) -> bytes:
    """A picture with a comment of so many bytes, which takes next to none until somebody reads it."""
    whole = encoded(plain(10, 10))
    start = len(b"\x89PNG\r\n\x1a\n") + 25  # behind IHDR
    comment = _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(size_bytes)))
    return whole[:start] + comment + whole[start:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))
