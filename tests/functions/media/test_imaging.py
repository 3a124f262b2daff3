"""Uploads become renditions, or it is said why not."""

import subprocess
import sys
from collections.abc import Callable, Mapping

import pytest
from PIL import Image, ImageCms

from media.domain import Format, Refusal
from media.imaging import Developed, develop
from tests.functions.media import pictures
from tests.functions.media.pictures import FORMATS, encoded, halves, noise, opened, plain

Files = Mapping[tuple[Format, int], bytes]


def developed(content: bytes) -> Developed:
    made = develop(content)
    assert isinstance(made, Developed), made
    return made


def files(content: bytes) -> Files:
    """The renditions' bytes by format and width."""
    made = developed(content)
    named = ((one.format, one.width_px) for one in made.picture.renditions)
    return dict(zip(named, made.contents, strict=True))


def pixel(content: bytes, at: tuple[int, int] = (5, 5)) -> tuple[int, ...]:
    found = opened(content).getpixel(at)
    assert isinstance(found, tuple)
    return found


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 6 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_becomes_webp_and_jpeg(kind: str) -> None:
    made = files(encoded(plain(200, 100), kind))
    assert [opened(content).format for content in made.values()] == ["WEBP", "JPEG"] * 2
    assert all(near(pixel(content), pictures.RED) for content in made.values())


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (4000, [1600, 960, 480, 160]),
        (1600, [1600, 960, 480, 160]),
        (1000, [1000, 960, 480, 160]),
        (480, [480, 160]),
        (90, [90]),
        (1, [1]),
    ],
)
def test_a_picture_is_scaled_down_and_never_up(width: int, widths: list[int]) -> None:
    made = developed(encoded(plain(width, max(1, width // 2)), "JPEG"))
    assert [one.width_px for one in made.picture.renditions if one.format is Format.WEBP] == widths
    sizes = [opened(content).size for content in made.contents]
    assert sizes == [(one.width_px, one.height_px) for one in made.picture.renditions]
    assert (made.picture.width_px, made.picture.height_px) == (width, max(1, width // 2))


def test_a_tall_picture_keeps_its_shape() -> None:
    made = developed(encoded(plain(100, 12_000)))
    assert [(one.width_px, one.height_px) for one in made.picture.renditions] == [(100, 12_000)] * 2


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_stands_upright_and_says_nothing_of_who_took_it_where(kind: str) -> None:
    turned = encoded(halves(600, 400), kind, exif=pictures.exif(orientation=6))
    assert b"Phone" in turned
    made = developed(turned)
    assert (made.picture.width_px, made.picture.height_px) == (400, 600)
    for content in made.contents:
        picture = opened(content)
        assert picture.width < picture.height
        assert near(pixel(content), pictures.BLUE)  # what was on the left is at the top
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & picture.info.keys()
        assert b"Phone" not in content


def test_a_note_in_a_jpeg_is_not_passed_on() -> None:
    noted = encoded(plain(), "JPEG", comment=b"for your eyes only")
    assert all(b"eyes only" not in content for content in files(noted).values())


@pytest.mark.parametrize(
    ("picture", "colour"),
    [
        (Image.new("CMYK", (200, 100), (0, 255, 255, 0)), (255, 0, 0)),
        (Image.new("L", (200, 100), 77), (77, 77, 77)),
        (Image.new("1", (200, 100), 1), (255, 255, 255)),
        (Image.new("I;16", (200, 100), 200 * 256), (200, 200, 200)),
        (plain(200, 100).quantize(4), pictures.RED),
        (Image.new("LA", (200, 100), (90, 255)), (90, 90, 90)),
    ],
    ids=["cmyk", "grey", "black-and-white", "16-bit", "palette", "grey-with-alpha"],
)
def test_colours_of_every_kind_become_those_of_the_web(picture: Image.Image, colour: tuple[int, ...]) -> None:
    content = encoded(picture, "JPEG" if picture.mode == "CMYK" else "PNG")
    for encoding in files(content).values():
        assert near(pixel(encoding)[:3], colour)


def test_what_is_transparent_stays_so_where_it_can_and_is_white_elsewhere() -> None:
    made = files(encoded(Image.new("RGBA", (100, 50), (10, 200, 30, 0))))
    assert pixel(made[Format.WEBP, 100])[3] == 0
    assert near(pixel(made[Format.JPEG, 100]), (255, 255, 255))


def test_a_palette_with_a_transparent_colour_is_transparent() -> None:
    picture = Image.new("P", (100, 50), 1)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    made = files(encoded(picture, transparency=1))
    assert pixel(made[Format.WEBP, 100])[3] == 0


def test_colours_are_converted_by_the_profile_they_come_with() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = srgb.replace(b"rXYZ", b"none").replace(b"bXYZ", b"rXYZ").replace(b"none", b"bXYZ")
    for profile, seen in ((srgb, pictures.RED), (exchanged, pictures.BLUE)):
        made = files(encoded(plain(), icc_profile=profile))
        assert near(pixel(made[Format.JPEG, 160])[::2], seen[::2])


def test_a_broken_profile_is_left_out() -> None:
    made = files(encoded(plain(), "JPEG", icc_profile=b"no profile at all"))
    assert near(pixel(made[Format.JPEG, 160]), pictures.RED)


def test_a_telephones_second_picture_in_a_jpeg_is_left_out() -> None:
    both = encoded(plain(), "MPO", save_all=True, append_images=[plain(colour=pictures.BLUE)])
    assert near(pixel(files(both)[Format.WEBP, 160]), pictures.RED)


def test_the_same_bytes_give_the_same_renditions() -> None:
    content = encoded(noise(300, 200), "JPEG")
    assert develop(content) == develop(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(document.cookie)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n",
        encoded(plain(50, 50), "GIF"),
        encoded(plain(50, 50), "TIFF"),
        encoded(plain(50, 50), "BMP"),
    ],
    ids=["empty", "text", "svg-with-script", "html", "pdf", "gif", "tiff", "bmp"],
)
def test_what_is_no_image_of_a_format_that_is_taken_is_refused(content: bytes) -> None:
    assert develop(content) is Refusal.NOT_AN_IMAGE


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_a_truncated_image_is_damaged(kind: str, share: float) -> None:
    whole = encoded(noise(300, 200), kind)
    assert develop(whole[: int(len(whole) * share)]) is Refusal.DAMAGED


def test_an_image_with_broken_bytes_inside_is_damaged() -> None:
    content = bytearray(encoded(noise(300, 200), "PNG"))
    content[len(content) // 2] ^= 0xFF
    assert develop(bytes(content)) is Refusal.DAMAGED


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_an_animation_is_refused(kind: str) -> None:
    moving = encoded(plain(50, 50), kind, save_all=True, append_images=[plain(50, 50, pictures.BLUE)])
    assert develop(moving) is Refusal.ANIMATED


@pytest.mark.parametrize(
    ("width", "height"), [(12_000, 9_000), (20_000, 20_000), (8_001, 8_125), (12_001, 10), (10, 12_001)]
)
def test_an_image_of_too_many_pixels_is_refused_by_its_header(width: int, height: int) -> None:
    assert develop(pictures.header_only(width, height)) is Refusal.TOO_MANY_PIXELS


def test_an_image_of_as_many_pixels_as_are_taken_is_decoded() -> None:
    assert develop(pictures.header_only(8_000, 8_125)) is Refusal.DAMAGED  # its pixels are not there


ALLOWANCE_MB = 300  # the interpreter and Pillow take some 200; 108 million pixels would take 432 more
_IN_LITTLE_MEMORY = f"""
import resource, sys
from media.imaging import develop
resource.setrlimit(resource.RLIMIT_AS, ({ALLOWANCE_MB} << 20,) * 2)
print(develop(sys.stdin.buffer.read()))
"""


@pytest.mark.parametrize(
    ("bomb", "refusal"),
    [
        (lambda: pictures.header_only(12_000, 9_000), Refusal.TOO_MANY_PIXELS),
        (lambda: pictures.unfolding_text(160 << 20), Refusal.DAMAGED),
    ],
    ids=["hundred-megapixels", "text-of-160-megabytes"],
)
def test_a_bomb_takes_no_memory(bomb: Callable[[], bytes], refusal: Refusal) -> None:
    command = [sys.executable, "-c", _IN_LITTLE_MEMORY]
    environment = {"PYTHONPATH": ":".join(sys.path)}
    said = subprocess.run(command, input=bomb(), env=environment, capture_output=True, check=False)
    assert said.stdout.decode().strip() == refusal, said.stderr.decode()
