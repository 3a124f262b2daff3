"""An image as an admin sees it."""

import msgspec

from haat.http import Answer
from media.domain import Format, Image, Picture, Refusal, Rendition, State


class RenditionView(msgspec.Struct, frozen=True):
    """One file; `url` is a path on the shop's origin, which a product may name."""

    url: str
    media_type: str
    width_px: int
    height_px: int
    size_bytes: int


class ImageView(msgspec.Struct, frozen=True):
    """One image. Width, height and renditions, the widest first, are there when it is ready."""

    id: str
    state: State
    reason: Refusal | None
    media_type: str
    size_bytes: int
    requested_at: str
    sha256: str | None
    width_px: int | None
    height_px: int | None
    renditions: tuple[RenditionView, ...]
    version: int


def of(image: Image) -> ImageView:
    """What an admin sees of an image."""
    picture = image.picture
    return ImageView(
        id=image.id,
        state=image.state,
        reason=image.reason,
        media_type=image.media_type,
        size_bytes=image.size_bytes,
        requested_at=image.requested_at,
        sha256=picture.sha256 if picture else None,
        width_px=picture.width_px if picture else None,
        height_px=picture.height_px if picture else None,
        renditions=_renditions(picture) if picture else (),
        version=image.version,
    )


def answer(image: Image) -> Answer[ImageView]:
    """One image with its tag."""
    return Answer(of(image), etag=str(image.version))


def _renditions(picture: Picture) -> tuple[RenditionView, ...]:
    widest_first = sorted(picture.renditions, key=lambda one: (-one.width_px, one.format is Format.JPEG))
    return tuple(_rendition(picture, one) for one in widest_first)


def _rendition(picture: Picture, one: Rendition) -> RenditionView:
    return RenditionView(
        picture.path(one), one.format.media_type, one.width_px, one.height_px, one.size_bytes
    )
