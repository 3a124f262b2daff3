"""Canaries sent through every operation: none is in a log, and no secret in the table.

Functions run unmodified in a simulated world, whose logs are read here.
"""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any
from unittest import mock

import pytest

from haat import observability
from haat.http.endpoint import Handler
from haat.manifest import Auth, Endpoint
from infra.cdk.services import discover, functions_of
from tests.faults.world import World
from tests.support.requests import Response, admin_claims, customer_claims

CLAIMS = "eyJjYW5hcnkiOjF9"
TOKEN = f"eyJhbGciOiJSUzI1NiJ9.{CLAIMS}.Y2FuYXJ5"  # in pieces, or it would be taken for a leak
OPAQUE = "ca4a27be" * 8
CARD = "4242424242424242"
EMAIL = "canary.bird@example.com"
PASSWORD = "a canary in the coal mine"
NAME, STREET = "Canaria Fynch", "Canary Wharf 77"
# The kernel knows these by their form; a name or a street is in no log because nobody puts it there.
KNOWN_BY_FORM = (TOKEN, OPAQUE, CARD, EMAIL)
EVERYTHING = (*KNOWN_BY_FORM, PASSWORD, NAME, STREET)
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
    """What functions write into their logs meanwhile; a world has switched them off."""
    written = io.StringIO()
    made = observability.logger.__wrapped__

    def logger(service: str) -> Any:
        own: Any = made(f"canary-{service}")
        own.handlers[0].setStream(written)
        return own

    def say(line: str, **_: object) -> None:
        written.write(f"{line}\n")

    logging.disable(logging.NOTSET)
    with (
        mock.patch.object(observability, "logger", logger),
        mock.patch.object(observability, "print", say),
    ):
        yield written
    logging.disable()


def ask(world: World, declared: Endpoint, body: object) -> Response:
    """A request full of canaries, of whoever may make it."""
    claims: Mapping[Auth, Mapping[str, object]] = {
        Auth.CUSTOMER: customer_claims("usr_canary", email=EMAIL, family="fam_canary"),
        Auth.STAFF: admin_claims(),
    }
    path = dict.fromkeys(re.findall(r"{(\w+)}", declared.path), EMAIL)
    return world.request(declared, body, path=path, headers=HEADERS, claims=claims.get(declared.auth, None))


def found_in(text: str, canaries: tuple[str, ...] = EVERYTHING) -> list[str]:
    """The canaries that a text has."""
    return [canary for canary in canaries if canary in text]


@each_endpoint
def test_whatever_an_operation_is_sent_is_not_in_its_log(
    world: World, log: io.StringIO, declared: Endpoint
) -> None:
    ask(world, declared, BODY)
    ask(world, declared, {**BODY, "note": CARD})
    assert log.getvalue().count("\n") >= 2
    assert found_in(log.getvalue()) == []
    assert found_in(str(world.items()), (TOKEN, OPAQUE, CARD, PASSWORD)) == []


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
