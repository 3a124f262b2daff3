"""Card numbers are known from other numbers, and refused where somebody writes freely."""

import pytest

from haat.cards import find_card_number, names_a_thing, without_card_numbers
from haat.errors import CardNumberRefused
from haat.http import parse
from tests.layers.haat.shelf import Body

VISA = "4242424242424242"
JSON = "application/json"


@pytest.mark.parametrize(
    "number",
    [VISA, "4242 4242 4242 4242", "4242-4242-4242-4242", "5555555555554444", "378282246310005",
     "6011111111111117", "3530111333300000", "30569309025904", "2223003122003222", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
     "3782 822463 10005", "3056 930902 5904", "6304000000000000018"],
)  # fmt: skip
def test_the_numbers_of_every_scheme_are_found_however_they_are_written(number: str) -> None:
    assert find_card_number(f"my card is {number}, thanks") == number
    assert without_card_numbers(f"my card is {number}.", "[card]") == "my card is [card]."


@pytest.mark.parametrize(
    "number",
    ["4242424242424241", "1795340602199", "+49 30 123456789", "+39 3471234567890",
     "+358401234567890", "9780306406157", "424242424242424242424242",
     "4210201253839", "4210201 253839", "5032037005616", "50023942433526"],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_cards(number: str) -> None:
    assert find_card_number(number) is None


@pytest.mark.parametrize(
    "text",
    ["{} 12/28", "{} 123", "2 {}", "{}, 12 2028", "4000 {} 4000", "{} {}", "{}\n4242", "1234 5678 {}"],
)
@pytest.mark.parametrize("number", [VISA, "4242 4242 4242 4242", "3782-822463-10005"])
def test_other_numbers_beside_it_hide_no_card(number: str, text: str) -> None:
    assert find_card_number(text.format(number, number)) is not None
    assert number not in without_card_numbers(text.format(number, number), "[card]")


@pytest.mark.parametrize(
    "name",
    [
        "sku", "product_id", "gtin", "order_number", "password", "second_factor", "state",
        "browser", "refresh_token",
    ],
)  # fmt: skip
def test_fields_that_name_a_thing_may_look_like_a_card(name: str) -> None:
    assert names_a_thing(name)


@pytest.mark.parametrize(
    "name", ["name", "line1", "note", "text", "q", "description", "reason", "postal_code", "phone"]
)
def test_fields_that_somebody_writes_into_may_not(name: str) -> None:
    assert not names_a_thing(name)


@pytest.mark.parametrize(
    "text", [VISA, f"with {VISA}", "4242\\u00204242 4242 4242", "\\u0034242424242424242"]
)
def test_a_body_with_a_card_number_is_refused_before_anything_reads_it(text: str) -> None:
    body = f'{{"text": "{text}"}}'.encode()
    assert parse.body(body, JSON, Body) == CardNumberRefused("/text")


def test_neither_the_depth_nor_a_query_hides_one_and_the_answer_does_not_repeat_it() -> None:
    nested = f'{{"lines": [{{"note": "x"}}, {{"gift/note": "{VISA}"}}]}}'.encode()
    found = parse.body(nested, JSON, Body)
    assert found == CardNumberRefused("/lines/1/gift~1note")
    assert VISA not in found.describe()
    assert parse.query({"text": VISA}, Body) == CardNumberRefused("/text")


def test_a_barcode_that_passes_luhn_can_be_searched_for() -> None:
    assert parse.query({"text": "4210201253839"}, Body) == Body(text="4210201253839")


def test_a_field_that_names_a_thing_is_not_looked_at() -> None:
    assert parse.body(f'{{"sku": "{VISA}"}}'.encode(), JSON, dict[str, str]) == {"sku": VISA}
