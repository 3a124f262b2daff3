"""What of a row is about a person."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haat.personal import erased_email, is_erased_email, scrubbed, scrubbed_attribute

ID = "usr_1"
PLACE = {
    "name": "Ada",
    "line1": "Row 1",
    "line2": "Yard",
    "city": "B",
    "postal_code": "1",
    "region": "BY",
    "country": "DE",
}
names = st.sampled_from(
    [
        "email",
        "new_email",
        "former_email",
        "name",
        "line1",
        "phone",
        "address",
        "shipping_address",
        "author_name",
        "total",
    ]
)
values: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def test_who_somebody_is_goes_and_what_was_sold_stays() -> None:
    lines = [{"name": "Bowl", "quantity": 2}]
    order = {"email": "a@b.de", "lines": lines, "shipping_address": PLACE, "total": 5}
    nowhere = dict.fromkeys(("name", "line1", "city", "postal_code"), "–") | {"line2": None}
    after = {"email": "usr_1@erased.invalid", "lines": lines, "shipping_address": PLACE | nowhere, "total": 5}
    assert scrubbed({"order": order}, ID) == {"order": after}


def test_the_address_of_the_seller_and_of_the_buyer_of_an_invoice_stay() -> None:
    document = {"seller": {"address": ["Market 1"]}, "buyer": PLACE}
    assert scrubbed(document, ID) == document


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("email", "a@b.de", "usr_1@erased.invalid"),
        ("status", "paid", "paid"),
        ("shipping_address", json.dumps(PLACE | {"city": "Köln"}), None),
        ("note", "[not JSON", "[not JSON"),
        ("details", '{"phone":null}', '{"phone":null}'),
    ],
)
def test_attributes_are_texts_or_json(name: str, text: str, after: str | None) -> None:
    found = scrubbed_attribute(name, text, ID)
    assert found == after if after else "Ada" not in found and json.loads(found)["country"] == "DE"


@given(values)
def test_scrubbing_again_changes_nothing(value: object) -> None:
    once = scrubbed(value, ID)
    assert scrubbed(once, ID) == once


def test_an_erased_address_is_known_as_one() -> None:
    assert is_erased_email(erased_email(ID))
    assert not is_erased_email("ada@example.com")
