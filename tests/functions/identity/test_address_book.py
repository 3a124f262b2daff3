"""/api/users/addresses"""

from typing import Any

import msgspec
import pytest

from checkout.fields import ShippingAddress
from haat.http.endpoint import Handler
from haat.table import writes
from haat.table.meter import meter
from identity.api import add_address, delete_address, get_address, list_addresses, replace_address
from identity.domain.address_book import ADDRESSES_MAX
from identity.fields import AddressFields
from identity.manifests import addresses as manifest
from tests.support.meanwhile import Rivals, rivals
from tests.support.requests import Response, customer_claims, send

__all__ = ["rivals"]
pytestmark = pytest.mark.usefixtures("table")
HOME = {
    "name": "Ada Lovelace",
    "line1": "12 St James's Square",
    "line2": None,
    "city": "London",
    "postal_code": "SW1Y 4JH",
    "region": None,
    "country": "GB",
    "default_for": ["shipping"],
}
WORK = HOME | {"line1": "1 Dorset Street", "default_for": ["billing", "shipping"]}


class Person:
    """A customer with an address book."""

    def __init__(self, name: str) -> None:
        self.claims = customer_claims(f"usr_{name}")

    def _send(self, handler: Handler[..., Any], body: object = None, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items() if name != "id"}
        path = {"address_id": headers["id"]} if "id" in headers else {}
        return send(handler, body, path=path, headers=named, claims=self.claims)

    def add(self, body: object = HOME, **headers: str) -> Response:
        return self._send(add_address.handler, body, **headers)

    def show(self, address_id: str) -> Response:
        return self._send(get_address.handler, id=address_id)

    def replace(self, address_id: str, body: object = WORK, **headers: str) -> Response:
        return self._send(replace_address.handler, body, id=address_id, **headers)

    def delete(self, address_id: str, **headers: str) -> Response:
        return self._send(delete_address.handler, id=address_id, **headers)

    def all(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self._send(list_addresses.handler).json["items"]
        return items


ADA, BOB = Person("ada"), Person("bob")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lost a race tries again at once."""
    monkeypatch.setattr(writes, "BACKOFF_BASE_S", 0)


def test_an_address_is_added_and_shown_with_its_tag() -> None:
    assert ADA.all() == []
    response = ADA.add()
    address_id = response.json["id"]
    assert (response.status, response.headers["etag"]) == (201, '"1"')
    assert response.headers["location"] == f"/api/users/addresses/{address_id}"
    assert response.json == HOME | {"id": address_id, "version": 1}
    assert ADA.show(address_id).json == ADA.all()[0] == response.json
    assert ADA.show(address_id).headers["etag"] == '"1"'


def test_each_use_has_one_default_at_most() -> None:
    home, work = ADA.add().json["id"], ADA.add(WORK).json["id"]
    defaults = {one["id"]: (one["default_for"], one["version"]) for one in ADA.all()}
    assert defaults == {home: ([], 2), work: (["shipping", "billing"], 1)}
    ADA.replace(home, HOME | {"default_for": ["billing"]})
    defaults = {one["id"]: (one["default_for"], one["version"]) for one in ADA.all()}
    assert defaults == {home: (["billing"], 3), work: (["shipping"], 2)}
    ADA.delete(work)
    assert [one["default_for"] for one in ADA.all()] == [["billing"]]


def test_a_replaced_address_keeps_its_place_and_a_repeat_changes_nothing() -> None:
    first, _ = ADA.add().json["id"], ADA.add(HOME | {"default_for": []})
    response = ADA.replace(first)
    assert (response.status, response.headers["etag"], response.json["line1"]) == (200, '"2"', WORK["line1"])
    assert ADA.all()[0]["id"] == first
    assert ADA.replace(first).json == response.json


def test_a_change_of_what_has_changed_since_is_refused() -> None:
    home = ADA.add().json["id"]
    ADA.add(WORK)  # takes a default away
    for refused in (ADA.replace(home, if_match='"1"'), ADA.delete(home, if_match='"1"')):
        assert (refused.status, refused.json["etag"]) == (412, '"2"')
    assert ADA.replace(home, HOME, if_match='"2"').status == 200
    assert ADA.delete(home, if_match='"3"').status == 204
    assert ADA.show(home).status == 404


def test_the_book_ends_at_fifty_addresses() -> None:
    added = [ADA.add(HOME | {"default_for": []}).json["id"] for _ in range(ADDRESSES_MAX)]
    response = ADA.add()
    assert (response.status, response.json["code"]) == (409, "too_many_addresses")
    assert response.json["addresses_max"] == len(ADA.all()) == ADDRESSES_MAX
    ADA.delete(added[-1])
    assert ADA.add().status == 201


def test_two_who_add_at_once_both_find_their_addresses(rivals: Rivals) -> None:
    rivals.next(lambda: ADA.add(WORK))
    assert ADA.add(HOME | {"default_for": []}).status == 201
    assert [one["line1"] for one in ADA.all()] == [WORK["line1"], HOME["line1"]]


def test_who_replaces_what_another_deletes_at_once_is_told_that_it_is_gone(rivals: Rivals) -> None:
    home = ADA.add().json["id"]
    rivals.next(lambda: ADA.delete(home))
    assert ADA.replace(home).status == 404
    assert ADA.all() == []


def test_who_deletes_what_another_replaces_at_once_meets_their_tag(rivals: Rivals) -> None:
    home = ADA.add().json["id"]
    rivals.next(lambda: ADA.replace(home))
    assert ADA.delete(home, if_match='"1"').status == 412


def test_a_book_that_others_change_every_time_is_told_to_be_busy(rivals: Rivals) -> None:
    rivals.next(*[ADA.add] * 10)
    response = ADA.add()
    assert (response.status, response.json["code"]) == (503, "unavailable")


def test_a_repeat_with_the_same_key_adds_nothing() -> None:
    first, again = ADA.add(idempotency_key="k"), ADA.add(idempotency_key="k")
    assert (again.status, again.text) == (201, first.text)
    assert len(ADA.all()) == 1


def test_a_strangers_address_is_answered_as_one_that_never_was() -> None:
    home = ADA.add().json["id"]
    BOB.add()
    for foreign, absent in (
        (BOB.show(home), BOB.show("adr_none")),
        (BOB.replace(home), BOB.replace("adr_none")),
        (BOB.delete(home), BOB.delete("adr_none")),
    ):
        assert (foreign.status, foreign) == (404, absent)
    assert ADA.show(home).json["line1"] == HOME["line1"]


def test_reading_takes_one_round_trip_and_changing_two() -> None:
    home = ADA.add().json["id"]
    ADA.show(home)
    assert meter.calls == ["dynamodb.GetItem"]
    ADA.replace(home)
    assert meter.calls == ["dynamodb.GetItem", "dynamodb.PutItem"]
    assert len(meter.calls) == manifest.REPLACE_ADDRESS.round_trips == manifest.ADD_ADDRESS.round_trips


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"country": "gb"}, "/country"),
        ({"city": ""}, "/city"),
        ({"line2": "a\nb"}, "/line2"),
        ({"line1": "x" * 201}, "/line1"),
        ({"planet": "Earth"}, "/planet"),
        ({"default_for": ["sleeping"]}, "/default_for/0"),
        ({"default_for": ["billing"] * 3}, "/default_for"),
    ],
)
def test_what_is_not_valid_is_told_at_its_field(changed: dict[str, object], pointer: str) -> None:
    response = ADA.add(HOME | changed)
    assert (response.status, [error["pointer"] for error in response.json["errors"]]) == (422, [pointer])


@pytest.mark.parametrize("length", [1, 200])
def test_an_order_takes_every_address_that_the_book_takes(length: int) -> None:
    lines = dict.fromkeys(("line1", "line2", "city", "region"), "ß" * length)
    sent = lines | {"name": "N" * min(length, 100), "postal_code": "9" * min(length, 20), "country": "DE"}
    booked = msgspec.convert(sent, AddressFields)
    assert msgspec.to_builtins(msgspec.convert(msgspec.to_builtins(booked), ShippingAddress)) == sent
