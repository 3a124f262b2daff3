"""A table, the wire to AWS, a bus that fails without pausing."""

import boto3
import pytest

from relay import publisher
from tests.support.wire import Wire, wire

__all__ = ["wire"]

BUS = "haat-test"


@pytest.fixture
def bus(table: None, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> Wire:
    monkeypatch.setenv("BUS_NAME", BUS)
    monkeypatch.setattr(publisher, "BACKOFF_CAP_S", 0)
    boto3.client("events").create_event_bus(Name=BUS)
    return wire
