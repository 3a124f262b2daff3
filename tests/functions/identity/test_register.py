"""POST /api/users/register"""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from haat.table.meter import meter
from identity import manifest
from identity.api import get_profile, register
from tests.functions.identity.support import (
    ADA,
    PASSWORD,
    claims_of,
    gateway_claims,
    items,
    log_in,
    register_ada,
    whole_table,
)
from tests.support.requests import send

SCHEMA = Path(__file__).parents[3] / "events" / "identity" / "customer_registered.v1.json"
pytestmark = pytest.mark.usefixtures("shop")


def test_who_registers_is_logged_in() -> None:
    response = register_ada(phone="+44 20 7946 0018")
    assert response.status == 201
    assert response.headers["cache-control"] == "private, no-store"
    user = response.json["user"]
    assert user == {
        "id": claims_of(response.json["access_token"])["sub"],
        "email": "Ada@Example.com",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "phone": "+44 20 7946 0018",
        "address": None,
        "created_at": "2026-09-21T14:13:20Z",
        "email_verified_at": None,
        "version": 1,
    }
    assert (response.json["token_type"], response.json["expires_in"]) == ("Bearer", 900)
    shown = send(get_profile.handler, claims=gateway_claims(response.json["access_token"]))
    assert shown.json == user


def test_registering_takes_two_round_trips() -> None:
    register_ada()
    assert meter.calls == ["kms.Sign", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) == manifest.REGISTER.round_trips


def test_address_and_password_are_enough() -> None:
    user = send(register.handler, {"email": ADA["email"], "password": PASSWORD}).json["user"]
    assert (user["first_name"], user["last_name"], user["phone"]) == (None, None, None)


@pytest.mark.parametrize(
    "email", ["Ada@Example.com", "ada@example.com", "ADA@EXAMPLE.COM", "\uff41da@example.com"]
)
def test_an_address_however_spelled_belongs_to_one_account(email: str) -> None:
    first = register_ada()
    before = items()
    second = register_ada(email=email, password="another password")
    assert (second.status, second.json["code"]) == (409, "email_taken")
    assert items() == before
    assert log_in().json["user"]["id"] == first.json["user"]["id"]


def test_the_event_is_written_with_the_account_and_follows_its_schema() -> None:
    user = register_ada().json["user"]
    [event] = [item for item in items(f"USER#{user['id']}") if item["sk"]["S"].startswith("EVENT#")]
    data: dict[str, Any] = json.loads(event["data"]["S"])
    assert (event["name"]["S"], event["sequence"]["N"]) == ("CustomerRegistered", "1")
    assert (data["customer_id"], data["email"]) == (user["id"], "Ada@Example.com")
    jsonschema.validate(data, json.loads(SCHEMA.read_text()))


def test_the_table_knows_neither_password_nor_token_nor_address_in_a_key() -> None:
    tokens = register_ada(key="k-1").json
    table = whole_table()
    for secret in (
        PASSWORD,
        tokens["access_token"],
        tokens["refresh_token"],
        *tokens["refresh_token"].split(".")[2:],
    ):
        assert secret not in table
    assert not [item for item in items() if "example" in item["pk"]["S"].lower()]


@pytest.mark.parametrize("length", [8, 128])
def test_the_shortest_and_the_longest_password_work(length: int) -> None:
    password = "🐎" * length
    assert register_ada(password=password).status == 201
    assert log_in(password=password).status == 200


def test_a_repeat_with_the_same_key_gets_the_same_answer_to_the_byte() -> None:
    first = register_ada(key="k-1")
    again = register_ada(key="k-1")
    assert (again.status, again.text) == (201, first.text)
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert len(items("USER#")) == 2  # the account and its event
    assert len(items("SESSION#")) == 1


@pytest.mark.parametrize("changed", [{"password": "another password"}, {"email": "ida@example.com"}])
def test_the_same_key_with_another_body_is_refused(changed: dict[str, str]) -> None:
    register_ada(key="k-1")
    response = register_ada(key="k-1", **changed)
    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")


def test_the_same_key_on_another_route_is_refused() -> None:
    register_ada(key="k-1")
    response = log_in(key="k-1")
    assert (response.status, response.json["code"]) == (422, "idempotency_key_reused")
