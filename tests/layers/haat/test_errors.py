"""Problems as values: their code, title and detail follow from their class."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from haat import errors
from haat.errors import Conflict, Problem


@dataclass(frozen=True, slots=True)
class OutOfStock(Conflict):
    """Not enough units are left.

    More for whoever reads the code.
    """

    detail: ClassVar[str] = "Only {available} of {sku} are left."
    sku: str
    available: int


@dataclass(frozen=True, slots=True)
class ShelfEmpty(Conflict):
    """The shelf is empty."""


STATUS = {
    "BadRequest": 400,
    "MalformedJson": 400,
    "CursorInvalid": 400,
    "IdempotencyKeyMissing": 400,
    "IdempotencyKeyInvalid": 400,
    "Unauthorized": 401,
    "Forbidden": 403,
    "NotFound": 404,
    "Conflict": 409,
    "RequestInProgress": 409,
    "PreconditionFailed": 412,
    "BodyTooLarge": 413,
    "UnsupportedMediaType": 415,
    "Invalid": 422,
    "InvalidInput": 422,
    "CardNumberRefused": 422,
    "IdempotencyKeyReused": 422,
    "LimitReached": 429,
    "TooManyRequests": 429,
    "InternalError": 500,
    "Unavailable": 503,
}


def test_a_code_is_the_name_of_its_class() -> None:
    assert OutOfStock.code() == "out_of_stock"
    assert ShelfEmpty.code() == "shelf_empty"


def test_a_title_is_the_first_line_of_the_docstring_without_its_full_stop() -> None:
    assert OutOfStock.title() == "Not enough units are left"


def test_a_detail_is_filled_with_the_fields() -> None:
    assert OutOfStock("BOWL", 2).describe() == "Only 2 of BOWL are left."


def test_without_a_detail_the_title_tells() -> None:
    assert ShelfEmpty().describe() == "The shelf is empty."


def test_braces_in_a_field_are_not_a_template() -> None:
    assert OutOfStock("{available.__class__}", 0).describe() == "Only 0 of {available.__class__} are left."


def test_members_are_the_fields() -> None:
    assert OutOfStock("BOWL", 2).members() == {"sku": "BOWL", "available": 2}


def test_a_problem_inherits_the_status_of_its_kind() -> None:
    assert OutOfStock.status == 409


def test_problems_are_equal_by_value_and_cannot_be_changed() -> None:
    assert OutOfStock("BOWL", 2) == OutOfStock("BOWL", 2)
    with pytest.raises(AttributeError):
        OutOfStock("BOWL", 2).available = 3  # type: ignore[misc]


@pytest.mark.parametrize(("name", "status"), STATUS.items())
def test_the_kernels_problems_have_the_statuses_of_the_conventions(name: str, status: int) -> None:
    assert getattr(errors, name).status == status


def test_every_problem_of_the_kernel_is_in_that_list() -> None:
    found = {value.__name__ for value in vars(errors).values() if _is_problem(value)}
    assert found == {*STATUS, "Problem"}


@pytest.mark.parametrize(("name", "seconds"), [("TooManyRequests", 60), ("Unavailable", 2)])
def test_limits_and_overload_say_when_to_come_again(name: str, seconds: int) -> None:
    assert getattr(errors, name).retry_after_s == seconds


def _is_problem(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Problem)
