"""Decodes a picture once, turns it upright, and encodes it at each width, without anything but its pixels."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

from media import domain
from media.domain import WIDTHS_PX, Format, Picture, Refusal, Rendition
from media.imaging.colours import to_srgb
from media.imaging.inspecting import inspect

# A JPEG is decoded at a half, a quarter or an eighth, as long as that leaves twice what the widest needs.
_DECODED_PX_MIN = 2 * WIDTHS_PX[-1]
_GAP = 3.0  # pixels are averaged down to three times the width, then filtered
_BACKGROUND = "white"  # of what is transparent, where the format cannot say so
_WEBP = {"quality": 80, "method": 4}
_JPEG = {"quality": 82, "optimize": True, "progressive": True}


@dataclass(frozen=True, slots=True)
class Developed:
    """A picture with its renditions' bytes, in their order."""

    picture: Picture
    contents: tuple[bytes, ...]


def develop(content: bytes) -> Developed | Refusal:
    """All renditions of an upload, or why there are none. The same bytes give the same renditions."""
    opened = inspect(content)
    if isinstance(opened, Refusal):
        return opened
    size, decoded = opened.size, _decoded(opened)
    if isinstance(decoded, Refusal):
        return decoded
    if (decoded.width < decoded.height) != (size[0] < size[1]):
        size = (size[1], size[0])  # it was turned
    made = list(_renditions(decoded, size))
    digest = hashlib.sha256(content).hexdigest()
    picture = Picture(digest, *size, tuple(rendition for rendition, _ in made))
    return Developed(picture, tuple(encoded for _, encoded in made))


def _decoded(opened: Image.Image) -> Image.Image | Refusal:
    """The picture's pixels, upright and in sRGB; a JPEG's no finer than is needed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened.draft(opened.mode, (_DECODED_PX_MIN, _DECODED_PX_MIN))
            opened.load()
            ImageOps.exif_transpose(opened, in_place=True)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- decoders of hostile bytes raise whatever they like
        return Refusal.DAMAGED
    return to_srgb(opened)


def _renditions(picture: Image.Image, size: tuple[int, int]) -> Iterator[tuple[Rendition, bytes]]:
    """The widest first, and each of the one before."""
    for width_px in reversed(domain.widths_of(size[0])):
        at = (width_px, domain.height_at(width_px, of=size))
        picture = picture.resize(at, Image.Resampling.LANCZOS, reducing_gap=_GAP)
        picture.info = {}  # profile, comment, Exif: encoders would write them again
        for kind in Format:
            encoded = _encoded(picture, kind)
            yield Rendition(kind, *at, len(encoded)), encoded


def _encoded(picture: Image.Image, kind: Format) -> bytes:
    target = io.BytesIO()
    if kind is Format.WEBP:
        picture.save(target, "WEBP", **_WEBP)
    else:
        _opaque(picture).save(target, "JPEG", **_JPEG)
    return target.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    opaque = Image.new("RGB", picture.size, _BACKGROUND)
    opaque.paste(picture, mask=picture.getchannel("A"))
    return opaque
