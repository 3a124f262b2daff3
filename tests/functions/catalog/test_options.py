"""Options of a product: each variant is one combination of them."""

from typing import Any

import pytest

from catalog.api.create_product import handler
from tests.functions.catalog.examples import body, variant
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("table")

COLOUR = {"name": "colour", "values": ["sea green", "sand"]}
SIZE = {"name": "size", "values": ["S", "L"]}


def post(options: list[dict[str, Any]], *chosen: dict[str, str]) -> Response:
    variants = [variant(f"V-{number}", attributes=one) for number, one in enumerate(chosen)]
    return send(handler, body(options=options, variants=variants), claims=admin_claims())


def choice(colour: str, size: str) -> dict[str, str]:
    return {"colour": colour, "size": size}


def test_variants_are_combinations_and_not_all_of_them_have_to_be_there() -> None:
    answer = post([COLOUR, SIZE], choice("sea green", "S"), choice("sea green", "L"), choice("sand", "S"))
    assert answer.status == 201
    assert answer.json["options"] == [COLOUR, SIZE]


def test_without_options_variants_say_what_they_like() -> None:
    assert post([], {"colour": "red"}, {"colour": "red"}, {}).status == 201


@pytest.mark.parametrize(
    ("options", "chosen", "pointer"),
    [
        ([COLOUR], [{"colour": "sand"}, {"colour": "sand"}], "/variants/1/attributes"),
        ([COLOUR], [{"colour": "red"}], "/variants/0/attributes/colour"),
        ([COLOUR, SIZE], [{"colour": "sand"}], "/variants/0/attributes/size"),
        ([COLOUR], [choice("sand", "S")], "/variants/0/attributes/size"),
        ([COLOUR, COLOUR], [{"colour": "sand"}], "/options/1/name"),
        ([{"name": "size", "values": ["S", "S"]}], [{"size": "S"}], "/options/0/values"),
        ([{"name": "size", "values": []}], [{}], "/options/0/values"),
        ([{"name": "Size", "values": ["S"]}], [{}], "/options/0/name"),
    ],
)
def test_what_does_not_fit_is_pointed_at(
    options: list[dict[str, Any]], chosen: list[dict[str, str]], pointer: str
) -> None:
    answer = post(options, *chosen)
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, pointer)
