"""From any colours to those of the web: 8 bits of sRGB, with transparency where there is some."""

import io

from PIL import Image, ImageCms

_SHADES = 256  # of an 8-bit channel, and the step between its shades in 16 bits
_DEEP = ("I", "I;16", "I;16B", "I;16L")


def to_srgb(picture: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA, in sRGB."""
    profile = picture.info.get("icc_profile")
    if picture.mode in _DEEP:
        picture = picture.point(lambda shade: shade / _SHADES, "L")
    elif picture.mode not in ("CMYK", "L", "RGB"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    elif "transparency" in picture.info:
        picture = picture.convert("RGBA")
    target = "RGBA" if picture.mode == "RGBA" else "RGB"
    return (_by_profile(picture, profile, target) if profile else None) or _plain(picture, target)


def _by_profile(picture: Image.Image, profile: bytes, target: str) -> Image.Image | None:
    """None where the profile is broken, or of other colours than the picture."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=target)
    except (ImageCms.PyCMSError, OSError):
        return None


def _plain(picture: Image.Image, target: str) -> Image.Image:
    return picture if picture.mode == target else picture.convert(target)
