"""What an image is, and how it may move."""

from dataclasses import replace

import pytest

from media import domain
from media.domain import Refusal, State

ASKED = domain.request("img_1", "image/png", 100, at_s=1_000_000)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (1, (1,)),
        (160, (160,)),
        (161, (160, 161)),
        (1600, (160, 480, 960, 1600)),
        (9999, (160, 480, 960, 1600)),
    ],
)
def test_no_width_is_beyond_the_pictures_own(width: int, widths: tuple[int, ...]) -> None:
    assert domain.widths_of(width) == widths


def test_a_picture_keeps_its_shape_and_is_never_less_than_a_pixel_high() -> None:
    assert domain.height_at(480, of=(4000, 3000)) == 360
    assert domain.height_at(160, of=(12_000, 1)) == 1


def test_the_tallest_picture_fits_what_webp_can_hold() -> None:
    assert domain.height_at(1, of=(1, domain.SIDE_PX_MAX)) <= 16_383


def test_an_image_waits_no_longer_than_it_can_be_uploaded() -> None:
    assert ASKED.due_s == 1_000_000 + domain.UPLOAD_S
    assert domain.UPLOAD_S > domain.FORM_S


def test_each_attempt_counts_and_puts_the_image_off() -> None:
    claimed = domain.claim(ASKED, at_s=2_000_000)
    assert (claimed.state, claimed.attempts, claimed.version) == (State.PROCESSING, 1, 2)
    assert claimed.due_s == 2_000_000 + domain.PROCESSING_S


def test_too_many_attempts_are_the_end() -> None:
    tried = replace(ASKED, attempts=domain.ATTEMPTS_MAX)
    assert domain.claim(tried, at_s=0).reason is Refusal.NOT_PROCESSED


@pytest.mark.parametrize("state", list(State))
def test_an_image_is_closed_when_nothing_will_happen_to_it(state: State) -> None:
    waiting = state in (State.AWAITING_UPLOAD, State.PROCESSING)
    assert replace(ASKED, state=state).is_closed is not waiting
