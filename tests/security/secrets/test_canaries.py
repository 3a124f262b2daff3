"""Canaries sent through every operation: none is in a log, and no secret in the table, an event or a mail.

Functions run unmodified in a simulated world, whose logs are read here.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from haat.http.endpoint import Handler
from haat.manifest import Auth, Endpoint
from infra.cdk import openapi
from infra.cdk.services import discover, functions_of
from tests.faults.world import World
from tests.security.secrets.canaries import (
    CARD,
    EMAIL,
    KNOWN_BY_FORM,
    NAME,
    OPAQUE,
    PASSWORD,
    SECRETS,
    STREET,
    TOKEN,
    found_in,
    listening,
)
from tests.support.requests import Response, admin_claims, customer_claims

HEADERS = {"idempotency-key": "canary", "cart-token": OPAQUE, "order-token": TOKEN, "user-agent": EMAIL}
BODY = {"email": EMAIL, "password": PASSWORD, "name": NAME, "line1": STREET, "token": TOKEN, "note": OPAQUE}
ENDPOINTS = list(functions_of(discover(), Endpoint))
each_endpoint = pytest.mark.parametrize("declared", ENDPOINTS, ids=lambda declared: declared.name)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A shop without anything."""
    with World() as world:
        yield world


@pytest.fixture
def log(world: World) -> Iterator[io.StringIO]:
    """What functions write into their logs meanwhile."""
    with listening() as written:
        yield written


def ask(world: World, declared: Endpoint, said: Mapping[str, str]) -> Response:
    """A request full of canaries, of whoever may make it: in path and headers, and in its body or query."""
    claims: Mapping[Auth, Mapping[str, object]] = {
        Auth.CUSTOMER: customer_claims("usr_canary", email=EMAIL, family="fam_canary"),
        Auth.STAFF: admin_claims(),
    }
    reads = declared.method in ("GET", "DELETE")
    return world.request(
        declared,
        None if reads else said,
        path=dict.fromkeys(re.findall(r"{(\w+)}", declared.path), EMAIL),
        query=said if reads else None,
        headers=HEADERS,
        claims=claims.get(declared.auth),
    )


def kept(world: World) -> str:
    """All that is in the table, its events included, in the buckets and in mails."""
    return f"{world.items()} {world.buckets.objects} {world.mailbox.sent}"


def test_every_operation_of_the_document_is_sent_canaries() -> None:
    paths: dict[str, dict[str, Any]] = json.loads(openapi.text())["paths"]
    described = {operation["operationId"] for methods in paths.values() for operation in methods.values()}
    assert described == {declared.name for declared in ENDPOINTS}


@each_endpoint
def test_whatever_an_operation_is_sent_is_not_in_its_log(
    world: World, log: io.StringIO, declared: Endpoint
) -> None:
    ask(world, declared, BODY)
    ask(world, declared, {**BODY, "note": CARD})
    assert log.getvalue().count("\n") >= 2
    assert found_in(log.getvalue()) == []
    assert found_in(kept(world), SECRETS) == []


@each_endpoint
def test_a_fault_that_tells_what_it_was_sent_tells_the_log_nothing(
    world: World, log: io.StringIO, declared: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(f"cannot do that with {', '.join(KNOWN_BY_FORM)}")

    monkeypatch.setattr(Handler, "_answer", fails)
    answer = ask(world, declared, BODY)
    assert answer.status == 500
    assert "RuntimeError" in log.getvalue()
    assert found_in(log.getvalue()) == []
    assert found_in(answer.text) == []
