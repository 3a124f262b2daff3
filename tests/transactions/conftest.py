"""The tests of this folder are those of other folders, against DynamoDB Local instead of memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config

from haat.table import connection
from tests.conftest import ENVIRONMENT
from tests.functions.checkout.conftest import journey, shop
from tests.support import dynamodb_local
from tests.support.gateway import gateway
from tests.support.machine import machines
from tests.support.meanwhile import rivals
from tests.support.provider import provider
from tests.support.rights import rights

__all__ = ["gateway", "journey", "machines", "provider", "rights", "rivals", "shop"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what plays with the wire to AWS in memory: there is a socket here."""
    here = Path(__file__).parent
    items[:] = [
        item
        for item in items
        if here not in item.path.parents or "wire" not in getattr(item, "fixturenames", ())
    ]


@pytest.fixture(scope="session")
def dynamodb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server for all tests of a run."""
    missing = dynamodb_local.missing()
    if missing:
        pytest.skip(missing)
    home: Path = tmp_path_factory.mktemp("dynamodb")
    with dynamodb_local.running(home) as url:
        yield url


@pytest.fixture
def table(dynamodb: str, aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The one table, empty, on that server; everything else of AWS stays in memory."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", dynamodb)
    schema = connection.schema(ENVIRONMENT["TABLE_NAME"])
    schema["GlobalSecondaryIndexes"][0]["Projection"] = {"ProjectionType": "ALL"}
    # A server that has just started may take longer than the kernel's client waits.
    client: Any = boto3.client("dynamodb", config=Config(read_timeout=60, retries={"total_max_attempts": 1}))
    client.create_table(BillingMode="PAY_PER_REQUEST", **schema)
    connection.shared.cache_clear()
    yield
    client.delete_table(TableName=ENVIRONMENT["TABLE_NAME"])
