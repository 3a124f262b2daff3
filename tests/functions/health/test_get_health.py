"""GET /api/health"""

import pytest

import haat
from haat.table.meter import meter
from health.api.get_health import handler
from tests.support.requests import send


def test_the_api_is_alive_in_its_version_and_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "dev")
    response = send(handler)
    assert response.status == 200
    assert response.json == {"status": "alive", "version": haat.__version__, "stage": "dev"}
    assert response.headers["cache-control"] == "private, no-store"


def test_being_alive_depends_on_nothing() -> None:
    send(handler)
    assert len(meter.calls) == handler.declared.round_trips == 0


def test_a_parameter_is_one_too_many() -> None:
    assert send(handler, query={"deep": "1"}).status == 422
