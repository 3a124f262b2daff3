"""Every reason why a value is not valid, each with its JSON pointer."""

from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from haat.errors import FieldError, InvalidInput
from haat.http import parse

Quantity = Annotated[int, Meta(ge=1, le=99)]


class Variant(msgspec.Struct, forbid_unknown_fields=True):
    """A part."""

    sku: Annotated[str, Meta(pattern="^[A-Z]+$")]
    price_minor: int


class Card(msgspec.Struct, tag="card", forbid_unknown_fields=True):
    """One of two ways to pay."""

    number: str


class Bill(msgspec.Struct, tag="bill", forbid_unknown_fields=True):
    """The other."""

    days: int


class Product(msgspec.Struct, forbid_unknown_fields=True):
    """A body with everything in it."""

    name: Annotated[str, Meta(min_length=1, max_length=10)]
    quantity: Quantity = 1
    note: str | None = None
    variants: Annotated[list[Variant], Meta(max_length=3)] = []
    pair: tuple[Variant, ...] = ()
    first: Variant | None = None
    attributes: dict[Annotated[str, Meta(max_length=5)], str | int] = {}
    shelves: dict[str, list[Quantity]] = {}
    kind: Literal["bowl", "cup"] = "bowl"
    payment: Card | Bill | None = None
    label: str | int = ""


VALID: dict[str, Any] = {"name": "Bowl"}
V = {"sku": "A", "price_minor": 1}


def pointers(**changed: object) -> list[str]:
    """Where a product is wrong."""
    return [error.pointer for error in errors(VALID | changed)]


def errors(value: object) -> tuple[FieldError, ...]:
    """What is wrong with a product."""
    found = parse.convert(value, Product)
    return found.errors if isinstance(found, InvalidInput) else ()


def test_a_valid_value_has_no_errors() -> None:
    everything = VALID | {
        "note": None,
        "variants": [V, V],
        "pair": [V],
        "first": V,
        "attributes": {"size": 1, "glaze": "sea"},
        "shelves": {"a": [1, 99]},
        "kind": "cup",
        "payment": {"type": "bill", "days": 14},
        "label": 3,
    }
    assert errors(everything) == ()


def test_all_errors_are_told_at_once() -> None:
    value = {"name": "", "quantity": 0, "note": 1, "unknown": 1, "kind": "plate"}
    assert errors(value) == (
        FieldError("/unknown", "Unknown field."),
        FieldError("/name", "Expected `str` of length >= 1."),
        FieldError("/quantity", "Expected `int` >= 1."),
        FieldError("/note", "Expected `str | null`, got `int`."),
        FieldError("/kind", "Invalid enum value 'plate'."),
    )


def test_missing_fields_are_told_by_name() -> None:
    assert errors({}) == (FieldError("/name", "Missing."),)
    assert pointers(first={}) == ["/first/sku", "/first/price_minor"]


@pytest.mark.parametrize("quantity", [0, -1, 100, 1.5, 2.0, "1", True, 10**9, None, [], {}])
def test_a_quantity_is_a_whole_number_within_its_bounds(quantity: object) -> None:
    assert pointers(quantity=quantity) == ["/quantity"]


def test_errors_in_lists_are_told_by_place() -> None:
    variants = [V, {"sku": "a", "price_minor": "1"}, V | {"more": 1}]
    assert pointers(variants=variants) == ["/variants/1/sku", "/variants/1/price_minor", "/variants/2/more"]
    assert pointers(pair=[V, 1]) == ["/pair/1"]


def test_a_list_that_is_too_long_is_told_beside_the_errors_in_it() -> None:
    assert pointers(variants=[V, V, V, 1]) == ["/variants/3", "/variants"]


def test_what_should_be_a_list_or_an_object_is_told_at_its_place() -> None:
    assert pointers(variants={}, first=[], attributes=[]) == ["/variants", "/first", "/attributes"]
    others: list[object] = [[], "x", 1, None, True]
    for value in others:
        assert [error.pointer for error in errors(value)] == [""]


def test_errors_under_the_keys_of_an_object_are_told_by_key() -> None:
    assert pointers(attributes={"size": None, "glaze": 1.5}) == ["/attributes/size", "/attributes/glaze"]
    assert pointers(shelves={"a": [1, 0], "b": [100]}) == ["/shelves/a/1", "/shelves/b/0"]


def test_a_key_that_is_not_allowed_is_told_at_its_object() -> None:
    assert pointers(attributes={"too long": 1}) == ["/attributes"]


def test_pointers_escape_what_they_have_to() -> None:
    assert pointers(shelves={"a/b~c": [0]}) == ["/shelves/a~1b~0c/0"]
    assert pointers(**{"x/y~z": 1}) == ["/x~1y~0z"]


@pytest.mark.parametrize(
    "payment", [{"type": "gold"}, {"type": "card"}, {}, "card", {"type": "bill", "days": "1"}]
)
def test_a_union_is_told_as_a_whole(payment: object) -> None:
    assert pointers(payment=payment) == ["/payment"]


def test_an_optional_part_is_looked_into() -> None:
    assert pointers(first=V | {"price_minor": None}) == ["/first/price_minor"]


def test_the_order_of_errors_is_that_of_the_input_and_then_of_the_declaration() -> None:
    value = {f"unknown_{number}": 1 for number in range(20)} | {"quantity": 0}
    assert [error.pointer for error in errors(value)] == [
        *(f"/unknown_{number}" for number in range(20)),
        "/name",
        "/quantity",
    ]


def test_a_hundred_errors_are_enough() -> None:
    assert len(errors({str(number): 1 for number in range(1000)})) == 100


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """The query of a list."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    newest_first: bool = False
    cursor: str | None = None


def test_a_query_is_read_from_text() -> None:
    assert parse.query({}, Query) == Query()
    assert parse.query({"limit": "7", "newest_first": "true", "cursor": "12"}, Query) == Query(7, True, "12")


@pytest.mark.parametrize("limit", ["0", "101", "-1", "1.5", "", "ten", "1e9", "٣", "9" * 5000])
def test_a_limit_has_its_bounds(limit: str) -> None:
    found = parse.query({"limit": limit}, Query)
    assert isinstance(found, InvalidInput)
    assert [error.pointer for error in found.errors] == ["/limit"]


def test_an_unknown_parameter_is_invalid_even_where_none_is_known() -> None:
    assert parse.query({"page": "1"}, Query) == InvalidInput((FieldError("/page", "Unknown field."),))
    unknown = InvalidInput((FieldError("/page", "Unknown parameter."),))
    assert parse.query({"page": "1"}, type(None)) == unknown
    assert parse.query({}, type(None)) is None
