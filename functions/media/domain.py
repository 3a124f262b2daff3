"""Images: awaiting upload → processing → ready or refused; or expired, if nothing was ever uploaded."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from haat import clock
from haat.errors import Conflict
from media.keys import rendition_key

MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif")  # that may be uploaded
BYTES_MAX = 20 * 1024 * 1024
PIXELS_MAX = 65_000_000  # a telephone's 64 megapixels; decoded with transparency, 260 MB
SIDE_PX_MAX = 12_000  # at any width that is made, within the 16,383 pixels of WebP
WIDTHS_PX = (160, 480, 960, 1600)  # thumbnail, list, product page, zoom

FORM_S = 600  # how long an upload may begin
UPLOAD_S = 1800  # after which nothing will come any more
PROCESSING_S = 900  # after which whoever processed it is dead
ATTEMPTS_MAX = 8  # at one image: more than its queue makes
FORGOTTEN_S = 30 * 24 * 3600  # how long it can be seen why there is no image


class State(StrEnum):
    """Where an image stands."""

    AWAITING_UPLOAD = "awaiting_upload"
    PROCESSING = "processing"
    READY = "ready"
    REFUSED = "refused"
    EXPIRED = "expired"


class Refusal(StrEnum):
    """Why there is no image of an upload."""

    NOT_AN_IMAGE = "not_an_image"  # that is JPEG, PNG, WebP or AVIF
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    ANIMATED = "animated"
    NOT_PROCESSED = "could_not_be_processed"  # attempt after attempt died of it


class Format(StrEnum):
    """What renditions are encoded as; the value ends their names."""

    WEBP = "webp"
    JPEG = "jpg"

    @property
    def media_type(self) -> str:
        return "image/webp" if self is Format.WEBP else "image/jpeg"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a picture, as the edge serves it."""

    format: Format
    width_px: int
    height_px: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What became of an upload. `sha256` is of its bytes; width and height are of it, upright."""

    sha256: str
    width_px: int
    height_px: int
    renditions: tuple[Rendition, ...]

    def path(self, rendition: Rendition) -> str:
        """Where the edge serves a rendition."""
        return "/" + rendition_key(self.sha256, rendition.width_px, rendition.format.value)


@dataclass(frozen=True, slots=True)
class Image:
    """One upload that was asked for. `due_s`: when it is looked after, unless it is closed by then."""

    id: str
    media_type: str
    size_bytes: int
    requested_at: str
    due_s: int
    state: State = State.AWAITING_UPLOAD
    attempts: int = 0
    version: int = 1
    reason: Refusal | None = None
    picture: Picture | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nothing will happen to it any more."""
        return self.state in (State.READY, State.REFUSED, State.EXPIRED)


@dataclass(frozen=True, slots=True)
class ImageChanged(Conflict):
    """The image has changed since it was read."""

    detail: ClassVar[str] = "Its upload was being processed. Try again."


def request(image_id: str, media_type: str, size_bytes: int, *, at_s: int) -> Image:
    """An image that nobody has uploaded yet."""
    return Image(image_id, media_type, size_bytes, clock.iso(at_s), due_s=at_s + UPLOAD_S)


def claim(image: Image, *, at_s: int) -> Image:
    """The image while somebody processes it; refused if too many have begun and not come to an end."""
    if image.attempts >= ATTEMPTS_MAX:
        return refuse(image, Refusal.NOT_PROCESSED)
    attempts = image.attempts + 1
    return _moved(replace(image, state=State.PROCESSING, attempts=attempts, due_s=at_s + PROCESSING_S))


def finish(image: Image, picture: Picture) -> Image:
    """The image with its renditions."""
    return _moved(replace(image, state=State.READY, picture=picture))


def refuse(image: Image, reason: Refusal) -> Image:
    """The image that is none."""
    return _moved(replace(image, state=State.REFUSED, reason=reason))


def expire(image: Image) -> Image:
    """The image that never came."""
    return _moved(replace(image, state=State.EXPIRED))


def widths_of(width_px: int) -> tuple[int, ...]:
    """In which widths a picture is shown: never wider than it is."""
    return (*(width for width in WIDTHS_PX[:-1] if width < width_px), min(width_px, WIDTHS_PX[-1]))


def height_at(width_px: int, *, of: tuple[int, int]) -> int:
    """How high a picture of the size `of` is at a width."""
    return max(1, round(of[1] * width_px / of[0]))


def _moved(image: Image) -> Image:
    return replace(image, version=image.version + 1)
