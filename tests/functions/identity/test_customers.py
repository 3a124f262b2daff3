"""Staff see customers, block them, and let them in again."""

from typing import Any

import pytest

from haat.http import revocation
from identity.api import block_customer, get_customer, get_profile, list_customers, unblock_customer
from tests.functions.identity.support import (
    gateway_claims,
    later,
    log_in,
    refresh,
    register_ada,
    whole_table,
)
from tests.support.requests import Response, send, staff_claims

pytestmark = pytest.mark.usefixtures("shop")
SUPPORT = staff_claims("support")


def block(customer_id: str, key: str = "k", **body: object) -> Response:
    given = {"reason": "A card that was not theirs."} | body
    headers = {"idempotency-key": key}
    return send(
        block_customer.handler, given, path={"customer_id": customer_id}, headers=headers, claims=SUPPORT
    )


def unblock(customer_id: str) -> Response:
    body, path = {"reason": "It was theirs."}, {"customer_id": customer_id}
    return send(unblock_customer.handler, body, path=path, claims=SUPPORT)


def shown(customer_id: str) -> Response:
    return send(get_customer.handler, path={"customer_id": customer_id}, claims=SUPPORT)


def listed(**query: str) -> Any:
    answer = send(list_customers.handler, query=query, claims=SUPPORT)
    assert answer.status == 200, answer.text
    return answer.json


def test_a_customer_is_found_by_address_however_it_is_spelled() -> None:
    ada = register_ada().json["user"]["id"]
    register_ada(email="bob@example.com")
    (found,) = listed(email="ADA@example.com")["items"]
    assert (found["id"], found["email"], found["first_name"]) == (ada, "Ada@Example.com", "Ada")
    assert listed(email="nobody@example.com") == {"items": [], "next": None}


def test_customers_are_listed_newest_first_page_by_page() -> None:
    made = []
    for number in range(3):
        with later(number):
            made.append(register_ada(email=f"c{number}@example.com").json["user"]["id"])
    first = listed(limit="2")
    second = listed(limit="2", cursor=first["next"])
    assert [one["id"] for one in first["items"] + second["items"]] == made[::-1]


def test_a_customer_is_shown_without_addresses_and_secrets() -> None:
    ada = register_ada().json["user"]["id"]
    answer = shown(ada)
    assert answer.json["blocked_at"] is None
    assert not {"address", "password_hash", "version"} & set(answer.json)
    assert shown("usr_nobody").status == 404


def test_who_is_blocked_is_logged_out_everywhere_and_let_in_no_more() -> None:
    with later(0):
        registered = register_ada().json
        assert block(registered["user"]["id"]).status == 200
        assert refresh(registered["refresh_token"]).status == 401
        assert log_in().json["code"] == "account_blocked"
        assert log_in(password="something else").json["code"] == "credentials_invalid"
    with later(60):
        claims = gateway_claims(registered["access_token"])
        assert send(get_profile.handler, claims=claims).status == 401
    assert shown(registered["user"]["id"]).json["blocked_at"] is not None


def test_who_is_let_in_again_logs_in_anew() -> None:
    registered = register_ada().json
    block(registered["user"]["id"])
    assert unblock(registered["user"]["id"]).json["blocked_at"] is None
    assert log_in().status == 200
    assert refresh(registered["refresh_token"]).status == 401


def test_blocking_twice_changes_nothing_and_a_repeat_gets_its_answer() -> None:
    with later(0):
        ada = register_ada().json["user"]["id"]
        first = block(ada)
    with later(5):
        assert block(ada).text == first.text
        assert block(ada, key="another").json == first.json
        assert unblock(ada).status == unblock(ada).status == 200
    assert whole_table().count('"audit_entry"') == 2


def test_a_reason_is_asked_for_and_strangers_ids_are_absent() -> None:
    ada = register_ada().json["user"]["id"]
    assert block(ada, reason="").json["errors"][0]["pointer"] == "/reason"
    assert block("usr_nobody").status == unblock("usr_nobody").status == 404


def test_an_account_that_is_blocked_while_somebody_logs_in_begins_no_session_that_lasts() -> None:
    with later(0):
        registered = register_ada().json
        tokens = log_in().json
        block(registered["user"]["id"])
        revocation.forget()
        assert refresh(tokens["refresh_token"]).status == 401
