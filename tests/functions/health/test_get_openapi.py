"""GET /api/openapi.json"""

import importlib.resources
import json
from pathlib import Path

import pytest

import health
from haat.http.endpoint import Handler
from health.api import get_openapi
from tests.support.requests import Response, send

DOCUMENT = '{ "openapi": "3.1.0", "info": {"title": "Haat"} }'


@pytest.fixture
def asset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the package looks for the document: a directory that is empty yet."""
    monkeypatch.setattr(importlib.resources, "files", {health.__name__: tmp_path}.__getitem__)
    return tmp_path


def get() -> Response:
    """Ask as the first request of a cold start does."""
    return send(Handler(get_openapi.handler.declared, get_openapi.handler.function))


def test_the_document_is_served_as_it_is_and_kept_at_the_edge(asset: Path) -> None:
    (asset / "openapi.json").write_text(DOCUMENT)
    response = get()
    assert (response.status, response.text) == (200, DOCUMENT)
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "public, max-age=0, s-maxage=300"


def test_the_tag_changes_with_the_document(asset: Path) -> None:
    (asset / "openapi.json").write_text(DOCUMENT)
    first, again = get(), get()
    (asset / "openapi.json").write_text(DOCUMENT.replace("Haat", "Bazaar"))
    assert first.headers["etag"] == again.headers["etag"] != get().headers["etag"]


def test_the_document_is_read_once(asset: Path) -> None:
    (asset / "openapi.json").write_text(DOCUMENT)
    warm = Handler(get_openapi.handler.declared, get_openapi.handler.function)
    send(warm)
    (asset / "openapi.json").unlink()
    assert send(warm).status == 200


def test_an_asset_without_a_document_answers_not_found(asset: Path) -> None:
    response = get()
    assert response.status == 404
    assert json.loads(response.text)["code"] == "not_found"


def test_the_generated_document_is_never_committed() -> None:
    root = Path(health.__file__).parents[2]
    assert "/functions/health/openapi.json" in (root / ".gitignore").read_text().splitlines()
