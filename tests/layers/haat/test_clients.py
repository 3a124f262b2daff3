"""Clients of AWS: one per service and process, impatient, and cheap."""

from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from haat.clients import client, session
from tests.support.wire import Wire, answered, refused, unreachable


def config(of: Any) -> Any:
    return of.meta.config


def test_a_client_is_made_once_for_a_service_and_its_patience(aws: None) -> None:
    assert client("events") is client("events")
    assert client("events") is not client("sesv2")
    assert client("events", attempts=1) is not client("events")
    assert session() is session()


def test_a_client_does_not_wait_longer_than_a_request_lives(aws: None) -> None:
    made = config(client("events"))
    assert (made.connect_timeout, made.read_timeout) == (1, 5)
    assert config(client("events", read_timeout_s=1)).read_timeout == 1


def test_a_client_checks_no_parameters(wire: Wire) -> None:
    wire.always("PutEvents", answered({}))
    client("events").put_events()  # the list of entries is required
    assert len(wire.sent) == 1


@pytest.mark.parametrize("attempts", [1, 3])
def test_a_client_tries_as_often_as_it_is_told(wire: Wire, attempts: int) -> None:
    wire.always("PutEvents", unreachable)
    with pytest.raises(EndpointConnectionError):
        client("events", attempts=attempts).put_events(Entries=[])
    assert len(wire.sent) == attempts


def test_a_client_repeats_what_was_throttled(wire: Wire) -> None:
    wire.next("PutEvents", refused("ThrottlingException"), answered({"FailedEntryCount": 0, "Entries": []}))
    assert client("events").put_events(Entries=[])["Entries"] == []
    assert len(wire.sent) == 2
