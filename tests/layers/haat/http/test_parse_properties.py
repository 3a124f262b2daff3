"""Whatever comes in, parsing answers with a value or a problem."""

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from haat.errors import InvalidInput, Problem
from haat.http import parse
from tests.layers.haat.http.test_parse_errors import Product, Query

JSON = "application/json"
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
names = st.sampled_from([field.name for field in msgspec.structs.fields(Product)]) | st.text(max_size=6)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
    max_leaves=20,
)


@given(st.binary(max_size=200), st.sampled_from([JSON, "text/plain"]) | st.text(max_size=20))
def test_any_bytes_are_a_value_or_a_problem(raw: bytes, content_type: str) -> None:
    assert isinstance(parse.body(raw, content_type, Product), Product | Problem)


@given(values)
def test_any_json_is_a_value_or_a_problem(value: Any) -> None:
    assert isinstance(parse.body(json.dumps(value).encode(), JSON, Product), Product | Problem)


@given(st.dictionaries(names, values, max_size=8))
def test_any_object_is_a_product_or_at_least_one_error_that_points_into_it(value: dict[str, Any]) -> None:
    found = parse.convert(value, Product)
    if isinstance(found, InvalidInput):
        assert found.errors
        for error in found.errors:
            assert error.detail
            assert error.detail == "Missing." or resolves(error.pointer, value)


@given(st.dictionaries(st.sampled_from(["limit", "newest_first", "cursor"]) | st.text(max_size=6), st.text()))
def test_any_query_is_a_value_or_a_problem(parameters: dict[str, str]) -> None:
    assert isinstance(parse.query(parameters, Query), Query | Problem)
    assert parse.query(parameters, type(None)) is None or parameters


def resolves(pointer: str, value: Any) -> bool:
    """Whether a JSON pointer (RFC 6901) leads somewhere in a value."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(name)] if isinstance(value, list) else value[name]
        except (KeyError, IndexError, TypeError, ValueError):
            return False
    return True
