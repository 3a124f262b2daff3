"""What unit tests share: a table in memory, a fixed environment, and a fresh kernel."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from moto import mock_aws

from haat import clients
from haat.http import limiter, revocation, staff_sessions
from haat.table import connection, shop_settings
from tests.support import tables, used_rights

ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "TABLE_NAME": "haat-test",
    "CURSOR_KEY": "cursor-key-of-the-tests",
    "EDGE_KEY": "edge-key-of-the-tests",
    "TOKEN_ISSUER": "https://tokens.test",
    "TOKEN_KEYS": "of-the-tests",
    "ADMIN_ISSUER": "https://admins.test",
}

# How long an example takes says how busy the machine is, and nothing about what is tested.
settings.register_profile("haat", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("haat")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What handlers used of their rights outlives the process, where that is wanted."""
    used_rights.keep(os.environ.get("PYTEST_XDIST_WORKER", "main"))


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings every function has, and nothing of the machine's own AWS configuration."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    limiter.forget()


@pytest.fixture(autouse=True)
def nobody_of_staff_is_out(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Functions have looked a moment before, so that calls are counted without that look."""
    if "staff_look" not in request.fixturenames:
        monkeypatch.setattr(staff_sessions, "is_ended", lambda *_: False)


@pytest.fixture
def staff_look(table: None) -> None:
    """Functions look who of staff is out."""


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """AWS in memory (moto, its table MiniStack's), and a kernel without clients of another test.

    The sessions stay: they keep the service models, whose reading is most of what a client costs.
    """
    with mock_aws(config={"core": {"reset_boto3_session": False}}):
        _forget()
        tables.install(monkeypatch)
        yield
    _forget()


@pytest.fixture
def table(aws: None) -> None:
    """The one table, empty."""
    create_table()


def create_table() -> None:
    """Create the one table, in the place of the one there is."""
    schema = connection.schema(ENVIRONMENT["TABLE_NAME"])
    schema["GlobalSecondaryIndexes"][0]["Projection"] = {"ProjectionType": "ALL"}
    client: Any = connection.shared().connection.client
    if client.list_tables()["TableNames"]:
        client.delete_table(TableName=schema["TableName"])
    client.create_table(BillingMode="PAY_PER_REQUEST", **schema)
    connection.shared.cache_clear()  # as a new process is: a test may name another table


def _forget() -> None:
    connection.shared.cache_clear()
    clients.client.cache_clear()
    revocation.forget()
    staff_sessions.forget()
    shop_settings.forget()
