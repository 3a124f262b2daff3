"""What an upload is, told by its header: nothing is decoded for that."""

import io
import warnings

from PIL import AvifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from media.domain import PIXELS_MAX, SIDE_PX_MAX, Refusal

_PLUGINS = (AvifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)  # each registers a format
FORMATS = ("AVIF", "JPEG", "PNG", "WEBP")
# A JPEG that carries more pictures behind the first: telephones put depth and brightness there.
_SEVERAL_PICTURES = "MPO"
_MAGIC_BYTES = 16  # that Pillow tells formats by


def inspect(content: bytes) -> Image.Image | Refusal:
    """A picture whose pixels are still to be decoded, or why there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=FORMATS)
            return _refusal(opened) or opened
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Refusal.TOO_MANY_PIXELS
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- decoders of hostile bytes raise whatever they like
        return Refusal.DAMAGED if _begins_as_one(content) else Refusal.NOT_AN_IMAGE


def _begins_as_one(content: bytes) -> bool:
    """Whether the first bytes are those of a format that is taken, so that the others must be wrong."""
    begins = [Image.OPEN[name][1] for name in FORMATS]
    return any(accepts(content[:_MAGIC_BYTES]) is True for accepts in begins if accepts)


def _refusal(opened: Image.Image) -> Refusal | None:
    width_px, height_px = opened.size
    if width_px * height_px > PIXELS_MAX or max(opened.size) > SIDE_PX_MAX:
        return Refusal.TOO_MANY_PIXELS
    animated = getattr(opened, "n_frames", 1) > 1 and opened.format != _SEVERAL_PICTURES
    return Refusal.ANIMATED if animated else None
