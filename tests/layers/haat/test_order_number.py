"""Numbers of orders, as they are read out and typed."""

import pytest

from haat import ids
from haat.order_number import number_of, read_number


def test_every_number_reads_as_itself() -> None:
    for _ in range(100):
        number = number_of(ids.new_id("ord"))
        assert read_number(number) == number


@pytest.mark.parametrize("typed", ["h-7k8t-9m2c-4x6y", "H7K8T9M2C4X6Y", " h 7k8t 9m2c 4x6y "])
def test_case_and_hyphens_make_no_difference(typed: str) -> None:
    assert read_number(typed) == "H-7K8T-9M2C-4X6Y"


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    assert read_number("H-OIL0-0000-0000") == "H-0110-0000-0000"


@pytest.mark.parametrize(
    "typed", ["", "H", "7K8T-9M2C-4X6Y", "H-7K8T-9M2C-4X6", "H-7K8T-9M2C-4X6YZ", "H-7K8T-9M2C-4X6U"]
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert read_number(typed) is None
