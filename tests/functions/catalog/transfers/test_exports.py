"""Exports, and what an import of them changes: nothing."""

import csv
import io
import json
from contextlib import suppress
from typing import Any

import pytest

from catalog.api.create_export import handler as create
from catalog.api.get_export import handler as get
from catalog.domain import Product
from catalog.gateway import Files
from catalog.store.jobs import ExportStore
from catalog.tasks.end_late_transfers import handler as end_late
from catalog.tasks.fail_export import handler as fail
from catalog.tasks.run_export import handler as run_task
from catalog.transfers import exporting
from catalog.transfers.notes import export_key
from haat import clock
from tests.functions.catalog.examples import body, draft, stored, variant
from tests.functions.catalog.transfers.dying import dying
from tests.functions.catalog.transfers.imports import counts, imported
from tests.support.crash import Killed
from tests.support.machine import Machines
from tests.support.requests import admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("bucket", "machines")

ODD = body(
    name="=SUM(A1)",
    slug="sum-of-all-teas",
    description='-1 "quoted", and\r\n\tlines;\u2028 ünï 茶 \'=',
    brand="@home",
    category="tea",
    attributes={"n": 2.5, "text": "2.5", "yes": True, "say": "true", "q": '"', "formula": "=1"},
    variants=[
        variant("A-1", attributes={"colour": "+red", "size": "15"}, images=["/a.jpg"]),
        variant("A-2", other_prices=[], weight_g=0, tax_class="reduced"),
    ],
)


def exported(of: str) -> tuple[str, bytes]:
    """The id of an export, and its file."""
    answer = send(create, {"format": of}, claims=admin_claims())
    assert (answer.status, answer.json["state"]) == (202, "running"), answer.text
    export_id = str(answer.json["id"])
    run(export_id)
    return export_id, Files().get(export_key(export_id, of))


def run(export_id: str) -> None:
    while run_task({"export_id": export_id}, None) == {"outcome": "goes_on"}:
        pass


def shown(export_id: str) -> Any:
    return send(get, path={"export_id": export_id}, claims=admin_claims()).json


def lines(*products: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(product).encode() + b"\n" for product in products)


def bowls(count: int) -> list[Product]:
    return [stored(draft(f"BOWL-{number}", category=f"c{number % 3}")) for number in range(count)]


@pytest.mark.parametrize("of", ["ndjson", "csv"])
def test_what_is_exported_and_imported_again_changes_nothing(of: str) -> None:
    assert imported(lines(ODD, body(name="B", category="cups", variants=[variant("B-1")])))[
        "counts"
    ] == counts(2)
    _, content = exported(of)
    done = imported(content, format=of)
    assert done["counts"] == counts(unchanged=2), done


def test_a_line_is_what_a_request_would_have_been() -> None:
    imported(lines(ODD))
    _, content = exported("ndjson")
    found = json.loads(content)
    assert {name: found[name] for name in ODD if name != "variants"} == {
        name: value for name, value in ODD.items() if name != "variants"
    }


def test_no_cell_of_a_sheet_is_a_formula() -> None:
    imported(lines(ODD))
    _, content = exported("csv")
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert len(rows) == 3
    cells = [cell for row in rows for cell in row]
    assert "'=SUM(A1)" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_products_of_all_categories_are_in_it_once_and_archived_ones_are_not() -> None:
    made = bowls(7)
    export_id, content = exported("csv")
    ids = [row.partition(b",")[0].decode() for row in content.splitlines()[1:]]
    assert sorted(ids) == sorted(product.id for product in made)
    done = shown(export_id)
    assert (done["state"], done["products"], done["size_bytes"]) == ("finished", 7, len(content))
    assert "X-Amz-Signature=" in done["download"]["url"]


def test_an_empty_shop_is_an_empty_file() -> None:
    assert exported("ndjson")[1].strip() == b""
    assert exported("csv")[1].startswith(b"product,name,category,")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_it_may_die_at_any_call_and_the_file_is_whole(monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    monkeypatch.setattr(exporting, "PART_BYTES", 1)
    monkeypatch.setattr(exporting, "PAGE", 2)
    monkeypatch.setattr("moto.s3.models.S3_UPLOAD_PART_MIN_SIZE", 1)
    made = sorted(product.id for product in bowls(7))
    for at in range(1, 100):
        export_id = str(send(create, {"format": "csv"}, claims=admin_claims()).json["id"])
        with dying(monkeypatch, at, after=after) as calls, suppress(Killed):
            run_task({"export_id": export_id}, None)
        run(export_id)
        content = Files().get(export_key(export_id, "csv"))
        assert sorted(row.partition(b",")[0].decode() for row in content.splitlines()[1:]) == made, calls
        if len(calls) < at:
            break
    assert at > 10


def test_it_goes_on_in_another_invocation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.manifests.transfers.RUN_S", 0)
    bowls(3)
    export_id, content = exported("ndjson")
    assert (content.count(b"\n"), shown(export_id)["products"]) == (3, 3)


def test_it_is_run_by_one_execution(machines: Machines) -> None:
    export_id, _ = exported("csv")
    assert machines.started == {export_id: {"export_id": export_id}}


def test_one_that_cannot_be_run_fails_and_stays_failed() -> None:
    export_id = str(send(create, {"format": "csv"}, claims=admin_claims()).json["id"])
    assert fail({"export_id": export_id}, None) == {"outcome": "failed"}
    assert run_task({"export_id": export_id}, None) == {"outcome": "ended"}
    assert (shown(export_id)["state"], shown(export_id)["download"]) == ("failed", None)


def test_one_that_nobody_runs_ends_when_its_time_is_over() -> None:
    export_id = str(send(create, {"format": "csv"}, claims=admin_claims()).json["id"])
    tomorrow_s = clock.now_s() + 25 * 3600
    with clock.set_to(lambda: tomorrow_s):
        assert [job.id for job in ExportStore().late()] == [export_id]
        end_late({}, None)
        assert shown(export_id)["state"] == "failed"


def test_nobody_but_an_admin_may() -> None:
    assert send(create, {"format": "csv"}, claims=customer_claims()).status == 403
    assert send(get, path={"export_id": "exp_none"}, claims=admin_claims()).status == 404
