"""The clock, and its replacement."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haat import clock

NOON_S = 1_795_348_800  # 2026-11-22T12:00:00Z


def test_the_clock_tells_the_time_of_the_machine() -> None:
    before = time.time()
    assert before - 1 < clock.now_s() <= time.time()
    assert before - 0.001 <= clock.now_ms() / 1000 <= time.time()


def test_a_clock_that_is_set_tells_that_time_in_every_form() -> None:
    with clock.set_to(lambda: NOON_S + 0.6):
        assert clock.now_s() == NOON_S
        assert clock.now_ms() == NOON_S * 1000 + 600
        assert clock.now() == "2026-11-22T12:00:00Z"


def test_the_clock_goes_on_as_before_even_when_the_block_fails() -> None:
    with clock.set_to(lambda: 1.0):
        with pytest.raises(KeyError), clock.set_to(lambda: 2.0):
            raise KeyError
        assert clock.now_s() == 1
    assert clock.now_s() > NOON_S - 10**8


@given(st.integers(min_value=0, max_value=4_102_444_799))
def test_a_moment_survives_being_written_and_read(epoch_s: int) -> None:
    assert clock.seconds(clock.iso(epoch_s)) == epoch_s


@given(st.integers(min_value=0, max_value=4_102_444_799), st.integers(min_value=0, max_value=4_102_444_799))
def test_moments_sort_as_text(one_s: int, other_s: int) -> None:
    assert (one_s < other_s) == (clock.iso(one_s) < clock.iso(other_s))
