"""Imports to test with: asked for, uploaded, started and run as an admin and the state machine do."""

import json
from typing import Any

from catalog.api.create_import import handler as create
from catalog.api.get_import import handler as get
from catalog.api.start_import import handler as start
from catalog.gateway import Files
from catalog.tasks.run_import import handler as run_task
from catalog.transfers.notes import report_key, upload_key
from tests.functions.catalog.examples import body, variant
from tests.support.requests import Response, admin_claims, send


def line(*skus: str, **changed: object) -> bytes:
    """A line of NDJSON: a bowl in the category "tea"."""
    variants = [variant(sku) for sku in skus or ("BOWL-SEA",)]
    return json.dumps(body(category="tea", variants=variants) | changed).encode() + b"\n"


def asked(**wanted: object) -> str:
    """The id of a new import."""
    wish = {"format": "ndjson", "new_categories": True} | wanted
    answer = send(create, wish, claims=admin_claims())
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def uploaded(content: bytes, **wanted: object) -> str:
    """The id of an import whose file is there."""
    import_id = asked(**wanted)
    Files().put(upload_key(import_id), content)
    return import_id


def started(content: bytes, **wanted: object) -> str:
    """The id of an import that runs."""
    import_id = uploaded(content, **wanted)
    assert begin(import_id).status == 202
    return import_id


def begin(import_id: str) -> Response:
    return send(start, path={"import_id": import_id}, claims=admin_claims())


def run(import_id: str) -> Any:
    """Run it as the state machine does, and show it."""
    while run_task({"import_id": import_id}, None) == {"outcome": "goes_on"}:
        pass
    return shown(import_id)


def imported(content: bytes, **wanted: object) -> Any:
    """An import from beginning to end."""
    return run(started(content, **wanted))


def shown(import_id: str) -> Any:
    return send(get, path={"import_id": import_id}, claims=admin_claims()).json


def report(import_id: str) -> list[Any]:
    """What was wrong."""
    return [json.loads(told) for told in Files().get(report_key(import_id)).splitlines()]


def counts(created: int = 0, updated: int = 0, unchanged: int = 0, failed: int = 0) -> dict[str, int]:
    return {"created": created, "updated": updated, "unchanged": unchanged, "failed": failed}
