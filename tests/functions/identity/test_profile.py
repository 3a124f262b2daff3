"""GET and PUT /api/users/profile"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from haat.http import revocation
from haat.table.meter import meter
from identity import manifest
from identity.api import get_profile, update_profile
from identity.domain.accounts import Account, Details
from identity.store.accounts import AccountMoved, AccountStore
from tests.functions.identity.support import gateway_claims, items, register_ada
from tests.support.requests import Response, customer_claims, send

SCHEMA = Path(__file__).parents[3] / "events" / "identity" / "profile_updated.v1.json"
ADDRESS = {
    "name": "Ada Lovelace",
    "line1": "12 St James's Square",
    "line2": None,
    "city": "London",
    "postal_code": "SW1Y 4JH",
    "region": None,
    "country": "GB",
}
CHANGED = {"first_name": "Augusta", "last_name": "King", "phone": "+44 20 7946 0018", "address": ADDRESS}


@pytest.fixture
def claims(shop: None) -> dict[str, str]:
    """The claims of a registered customer."""
    return gateway_claims(register_ada().json["access_token"])


def show(claims: dict[str, str]) -> Response:
    return send(get_profile.handler, claims=claims)


def change(claims: dict[str, str], body: object = CHANGED, if_match: str | None = None) -> Response:
    headers = {"if-match": if_match} if if_match else {}
    return send(update_profile.handler, body, claims=claims, headers=headers)


def interfere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody else change the profile just before it is saved."""
    save = AccountStore.save_details

    def save_second(store: AccountStore, account: Account) -> AccountMoved | None:
        monkeypatch.setattr(AccountStore, "save_details", save)
        first = store.find(account.id)
        assert first
        save(store, first.with_details(Details(first_name="First")))
        return save(store, account)

    monkeypatch.setattr(AccountStore, "save_details", save_second)


def test_the_profile_is_shown_with_its_version_as_tag(claims: dict[str, str]) -> None:
    response = show(claims)
    assert (response.status, response.headers["etag"]) == (200, '"1"')
    assert response.headers["cache-control"] == "private, no-store"
    assert response.json["email"] == "Ada@Example.com"
    assert "password" not in response.text


def test_the_details_are_replaced_as_a_whole(claims: dict[str, str]) -> None:
    before = show(claims).json
    response = change(claims)
    assert (response.status, response.headers["etag"]) == (200, '"2"')
    assert response.json == before | CHANGED | {"version": 2}
    assert show(claims).json == response.json
    cleared = change(claims, {"first_name": None, "last_name": None, "phone": None})
    assert [cleared.json[name] for name in CHANGED] == [None, None, None, None]


def test_what_is_shown_can_be_sent_back(claims: dict[str, str]) -> None:
    change(claims)
    shown = show(claims).json
    assert change(claims, {name: shown[name] for name in CHANGED}).json == shown | {"version": 3}


def test_showing_takes_one_round_trip_and_changing_two(claims: dict[str, str]) -> None:
    revocation.is_revoked("any")  # what is revoked is asked for twice a minute, not by each request
    show(claims)
    assert meter.calls == ["dynamodb.GetItem"]
    assert len(meter.calls) == manifest.GET_PROFILE.round_trips
    change(claims)
    assert meter.calls == ["dynamodb.GetItem", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) == manifest.UPDATE_PROFILE.round_trips


def test_each_change_has_its_event_by_which_the_profile_can_be_told(claims: dict[str, str]) -> None:
    change(claims)
    change(claims, CHANGED | {"phone": None, "address": None})
    events = [item for item in items(f"USER#{claims['sub']}") if item["kind"]["S"] == "event"]
    assert [event["name"]["S"] for event in events] == [
        "CustomerRegistered",
        "ProfileUpdated",
        "ProfileUpdated",
    ]
    assert [event["sequence"]["N"] for event in events] == ["1", "2", "3"]
    schema = json.loads(SCHEMA.read_text())
    told: list[dict[str, Any]] = [json.loads(event["data"]["S"]) for event in events]
    for data in told[1:]:
        jsonschema.validate(data, schema)
    assert told[1] == CHANGED | {"customer_id": claims["sub"]}
    shown = show(claims).json
    assert told[2] == {name: shown[name] for name in CHANGED} | {"customer_id": claims["sub"]}


def test_a_change_of_what_was_read_last_is_accepted(claims: dict[str, str]) -> None:
    assert change(claims, if_match='"1"').status == 200
    assert change(claims, if_match='"1", "2"').status == 200
    assert change(claims, if_match="*").status == 200


def test_a_change_of_what_has_changed_since_is_refused(claims: dict[str, str]) -> None:
    change(claims)
    response = change(claims, CHANGED | {"first_name": "Late"}, if_match='"1"')
    assert (response.status, response.json["etag"]) == (412, '"2"')
    assert show(claims).json["first_name"] == "Augusta"


def test_the_second_of_two_changes_at_once_is_refused(
    claims: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    interfere(monkeypatch)
    response = change(claims)
    assert (response.status, response.json["code"]) == (409, "profile_changed")
    interfere(monkeypatch)
    response = change(claims, if_match='"2"')
    assert (response.status, response.json["etag"]) == (412, '"3"')
    assert show(claims).json["first_name"] == "First"


def test_a_version_that_never_stood_cannot_be_saved_upon(claims: dict[str, str]) -> None:
    accounts = AccountStore()
    account = accounts.find(claims["sub"])
    assert account
    ahead = replace(account, version=7).with_details(Details(first_name="Ahead"))
    assert accounts.save_details(ahead) == AccountMoved()
    assert accounts.find(account.id) == account


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"email": "eve@example.com"}, "/email"),
        ({"version": 7}, "/version"),
        ({"first_name": 1}, "/first_name"),
        ({"first_name": ""}, "/first_name"),
        ({"last_name": "x" * 101}, "/last_name"),
        ({"phone": "+"}, "/phone"),
        ({"phone": "1" * 31}, "/phone"),
        ({"address": "12 St James's Square"}, "/address"),
        ({"address": ADDRESS | {"country": "gb"}}, "/address/country"),
        ({"address": ADDRESS | {"country": "GBR"}}, "/address/country"),
        ({"address": ADDRESS | {"country": "G\n"}}, "/address/country"),
        ({"address": ADDRESS | {"city": ""}}, "/address/city"),
        ({"address": ADDRESS | {"line1": "x" * 201}}, "/address/line1"),
        ({"address": ADDRESS | {"line2": "a\nb"}}, "/address/line2"),
        ({"address": ADDRESS | {"planet": "Earth"}}, "/address/planet"),
        ({"address": {name: ADDRESS[name] for name in ADDRESS if name != "city"}}, "/address/city"),
    ],
)
def test_what_is_not_valid_is_told_at_its_field(
    aws: None, table: None, changed: dict[str, object], pointer: str
) -> None:
    response = send(update_profile.handler, CHANGED | changed, claims=customer_claims())
    assert (response.status, response.json["code"]) == (422, "invalid_input")
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


def test_nothing_is_cleared_by_being_forgotten(claims: dict[str, str]) -> None:
    response = change(claims, {"first_name": "Augusta"})
    assert [error["pointer"] for error in response.json["errors"]] == ["/last_name", "/phone"]


def test_the_lines_of_an_address_that_are_not_needed_may_be_left_out(claims: dict[str, str]) -> None:
    short = {name: line for name, line in ADDRESS.items() if line}
    assert change(claims, CHANGED | {"address": short}).json["address"] == ADDRESS


def test_an_account_that_is_gone_is_not_found(table: None) -> None:
    assert send(get_profile.handler, claims=customer_claims("usr_gone")).status == 404
    assert send(update_profile.handler, CHANGED, claims=customer_claims("usr_gone")).status == 404


def test_a_stranger_has_no_profile(table: None) -> None:
    assert send(get_profile.handler).status == 401
    assert send(update_profile.handler, CHANGED).status == 401
    assert send(get_profile.handler, claims=customer_claims(token_use="refresh")).status == 401
