"""What the tests of identity share: a customer, the requests they make, and a look into the table."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3

from haat import clock
from haat.table import writes
from identity.api import login, refresh_token, register
from identity.store.accounts import AccountStore
from tests.conftest import ENVIRONMENT
from tests.support.requests import Response, send

NOW_S = 1_790_000_000
PASSWORD = "correct horse battery"
ADA = {"email": "Ada@Example.com", "password": PASSWORD, "first_name": "Ada", "last_name": "Lovelace"}


@contextmanager
def later(seconds: float) -> Iterator[None]:
    """The clock, so many seconds after NOW_S."""
    with clock.set_to(lambda: NOW_S + seconds):
        yield


def register_ada(key: str | None = None, device: str = "", **changed: object) -> Response:
    return send(register.handler, ADA | changed, headers=_key(key) | _device(device))


def prove_address(customer_id: str) -> None:
    """What opening the link in the mail does."""
    accounts = AccountStore()
    account = accounts.find(customer_id)
    assert account is not None
    assert writes.commit(*accounts.verified(account, clock.now())) == []


def log_in(
    email: str = "ada@example.com", password: str = PASSWORD, key: str | None = None, device: str = ""
) -> Response:
    body = {"email": email, "password": password}
    return send(login.handler, body, headers=_key(key) | _device(device))


def refresh(token: str, key: str | None = None) -> Response:
    return send(refresh_token.handler, {"refresh_token": token}, headers=_key(key))


def claims_of(access_token: str) -> dict[str, Any]:
    """The claims in a token, unverified."""
    part = access_token.split(".")[1]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return claims


def gateway_claims(access_token: str) -> dict[str, str]:
    """The claims as the gateway hands them to a function: all of them text."""
    return {name: str(value) for name, value in claims_of(access_token).items()}


def items(prefix: str = "") -> list[dict[str, Any]]:
    """All items whose partition key starts with `prefix`, as DynamoDB keeps them."""
    found = boto3.client("dynamodb").scan(TableName=ENVIRONMENT["TABLE_NAME"])["Items"]
    return [dict(item) for item in found if item["pk"]["S"].startswith(prefix)]


def whole_table() -> str:
    """Every byte of the table, as text."""
    return json.dumps(items())


def _key(key: str | None) -> dict[str, str]:
    return {"idempotency-key": key} if key else {}


def _device(name: str) -> dict[str, str]:
    return {"user-agent": name} if name else {}


def published(bucket: str, name: str) -> Any:
    """One document of the key set's bucket."""
    return json.load(boto3.client("s3").get_object(Bucket=bucket, Key=f".well-known/{name}")["Body"])
