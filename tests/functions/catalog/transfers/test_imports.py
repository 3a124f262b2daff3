"""Imports from the request to the report."""

import gzip
import json
from typing import Any

import pytest

from catalog.api.create_import import handler as create
from catalog.api.get_product import handler as get_product
from catalog.gateway import Files
from catalog.store import CategoryStore
from catalog.tasks.end_late_transfers import handler as end_late
from catalog.tasks.fail_import import handler as fail
from catalog.tasks.run_import import handler as run_task
from catalog.transfers.notes import upload_key
from haat import clock
from haat.keys import stock_key
from haat.table import reads
from haat.table.sku import SkuItem
from tests.functions.catalog.examples import body, draft, stored, variant
from tests.functions.catalog.transfers.imports import (
    asked,
    begin,
    counts,
    imported,
    line,
    report,
    run,
    shown,
    started,
    uploaded,
)
from tests.support.machine import Machines
from tests.support.requests import admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("bucket", "machines")


def product_of(sku: str) -> Any:
    """The product that a SKU belongs to, as everybody sees it."""
    row = reads.find(SkuItem, *stock_key(sku))
    assert row is not None
    return send(get_product, path={"product_id": row.product_id}).json


def test_lines_become_products_on_sale() -> None:
    done = imported(line("A-1", "A-2", name="A") + line("B-1", name="B") + line("C-1", name="C"))
    assert (done["state"], done["counts"]) == ("finished", counts(created=3))
    assert (done["lines_read"], done["bytes_read"]) == (3, done["bytes_total"])
    assert [one["sku"] for one in product_of("A-2")["variants"]] == ["A-1", "A-2"]
    assert reads.find(SkuItem, *stock_key("C-1")).on_sale  # type: ignore[union-attr]
    assert (done["report"], done["upload"], done["deadline"]) == (None, None, None)


def test_a_product_is_as_a_request_would_have_made_it() -> None:
    imported(json.dumps(body(category="tea", variants=[variant("A-1")])).encode())
    found = product_of("A-1")
    assert {name: found[name] for name in body()} == body(category="tea", variants=[variant("A-1")])
    assert (found["version"], found["category_path"]) == (1, ["tea"])


def test_the_same_file_again_changes_nothing() -> None:
    content = line("A-1") + line("B-1")
    imported(content)
    before = product_of("A-1")
    assert imported(content)["counts"] == counts(unchanged=2)
    assert product_of("A-1") == before


def test_a_product_that_is_there_gets_its_next_version_by_any_of_its_skus() -> None:
    imported(line("A-1", "A-2", name="Old"))
    before = product_of("A-1")
    assert imported(line("A-2", "A-3", name="New"))["counts"] == counts(updated=1)
    after = product_of("A-2")
    assert (after["id"], after["version"], after["name"]) == (before["id"], 2, "New")
    assert not reads.find(SkuItem, *stock_key("A-1")).on_sale  # type: ignore[union-attr]


def test_every_error_is_told_by_its_line_and_the_others_are_imported() -> None:
    stored(draft("TAKEN", category="tea"))
    stored(draft("TAKEN-TOO", category="tea"))
    lines = [
        line("A-1"),
        b'{"name": \n',
        line("B-1", name="", weight=3),
        line("A-1", name="again"),
        line("TAKEN", "TAKEN-TOO"),
        line("C-1"),
    ]
    done = imported(b"".join(lines))
    assert (done["state"], done["counts"]) == ("finished", counts(created=2, failed=4))
    told = report(done["id"])
    assert [(one["line"], one["sku"], one["code"]) for one in told] == [
        (2, None, "malformed_json"),
        (3, None, "invalid_input"),
        (4, "A-1", "named_before"),
        (5, "TAKEN", "sku_taken"),
    ]
    assert [one["pointer"] for one in told[1]["errors"]] == ["/weight", "/name"]
    assert "X-Amz-Signature=" in done["report"]["url"]


def test_a_product_named_by_two_of_its_skus_is_named_twice() -> None:
    stored(draft("A-1", "A-2", category="tea"))
    done = imported(line("A-1") + line("B-1") + line("A-2"))
    assert done["counts"] == counts(created=1, updated=1, failed=1)
    assert report(done["id"])[0]["code"] == "named_before"


def test_an_unknown_category_is_an_error_unless_new_ones_may_come() -> None:
    done = imported(line("A-1") + line("B-1"), new_categories=False)
    assert done["counts"] == counts(failed=2)
    assert {one["code"] for one in report(done["id"])} == {"category_unknown"}
    CategoryStore().ensure("tea")
    assert imported(line("A-1"), new_categories=False)["counts"] == counts(created=1)


def test_a_category_that_is_not_there_is_looked_for_once_in_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve, asked_for = CategoryStore.resolve, []

    def watched(store: CategoryStore, slug: str) -> Any:
        asked_for.append(slug)
        return resolve(store, slug)

    monkeypatch.setattr(CategoryStore, "resolve", watched)
    lines = b"".join(line(f"{name}-1") for name in "ABCD")
    assert imported(lines, new_categories=False)["counts"] == counts(failed=4)
    assert asked_for == ["tea"] * 2


def test_a_dry_run_tells_all_that_would_be_and_does_nothing() -> None:
    imported(line("A-1", name="Old") + line("B-1"))
    content = line("A-1", name="New") + line("B-1") + line("C-1", category="new") + line("C-1") + b"{\n"
    done = imported(content, dry_run=True)
    assert done["counts"] == counts(created=1, updated=1, unchanged=1, failed=2)
    assert [one["line"] for one in report(done["id"])] == [4, 5]
    assert product_of("A-1")["name"] == "Old"
    assert reads.find(SkuItem, *stock_key("C-1")) is None
    assert CategoryStore().find("new") is None


def test_a_packed_file_is_unpacked() -> None:
    assert imported(gzip.compress(line("A-1") + line("B-1") + line("C-1")))["counts"] == counts(created=3)


def test_a_sheet_becomes_products_across_steps() -> None:
    rows = ["product;name;category;sku;price.amount_minor;price.currency"]
    rows += [
        f"p{number};P {number};tea;P{number}-{size};{size};EUR" for number in range(5) for size in (1, 2)
    ]
    done = imported("\n".join(rows).encode(), format="csv")
    assert (done["counts"], done["lines_read"]) == (counts(created=5), 11)
    assert [one["sku"] for one in product_of("P4-1")["variants"]] == ["P4-1", "P4-2"]


@pytest.mark.parametrize(
    ("content", "of", "why"),
    [
        ("Tee".encode("utf-16"), "ndjson", "UTF-16"),
        (gzip.compress(line() * 9)[:-5], "ndjson", "ends within"),
        (b"sku,name\nA,B\n", "csv", "category: The column is missing."),
        (b"caf\xe9,name\nA,B\n", "csv", "The first row cannot be read"),
    ],
    ids=["utf-16", "cut off", "columns", "latin"],
)
def test_a_file_that_is_none_fails_as_a_whole(content: bytes, of: str, why: str) -> None:
    done = imported(content, format=of)
    assert (done["state"], done["deadline"]) == ("failed", None)
    assert why in done["failure"]


def test_a_file_that_is_replaced_meanwhile_is_not_read() -> None:
    import_id = started(line("A-1"))
    Files().put(upload_key(import_id), line("B-1"))
    assert run(import_id)["failure"] == "The file was replaced or deleted meanwhile."
    assert reads.find(SkuItem, *stock_key("B-1")) is None


def test_an_import_waits_for_its_file_and_says_where_to_put_it() -> None:
    import_id = asked()
    waiting = shown(import_id)
    assert (waiting["state"], waiting["bytes_total"]) == ("awaiting_upload", None)
    assert upload_key(import_id) in waiting["upload"]["url"]
    answer = begin(import_id)
    assert (answer.status, answer.json["code"]) == (409, "upload_missing")


def test_it_is_run_by_one_execution_for_each_start(machines: Machines) -> None:
    import_id = started(line("A-1"))
    assert begin(import_id).json["state"] == "running"
    assert machines.started == {f"{import_id}-1": {"import_id": import_id}}
    run(import_id)
    answer = begin(import_id)
    assert (answer.status, answer.json["code"]) == (409, "transfer_over")


def test_one_that_failed_goes_on_where_it_stopped(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = started(line("A-1") + line("B-1") + line("C-1") + line("A-1"))
    monkeypatch.setattr("catalog.manifests.transfers.RUN_S", 0)
    assert run_task({"import_id": import_id}, None) == {"outcome": "goes_on"}
    assert fail({"import_id": import_id}, None) == {"outcome": "failed"}
    assert shown(import_id)["counts"] == counts(created=2)
    assert begin(import_id).json["failure"] is None
    assert list(machines.started) == [f"{import_id}-1", f"{import_id}-2"]
    assert run(import_id)["counts"] == counts(created=3, failed=1)


def test_what_nobody_runs_or_uploads_ends_when_its_time_is_over() -> None:
    waiting, running = asked(), started(line("A-1"))
    tomorrow_s = clock.now_s() + 25 * 3600
    with clock.set_to(lambda: tomorrow_s):
        end_late({}, None)
        assert [shown(one)["state"] for one in (waiting, running)] == ["failed", "failed"]
        assert begin(running).status == 202


def test_a_file_that_takes_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = started(line("A-1"))
    tomorrow_s = clock.now_s() + 25 * 3600
    with clock.set_to(lambda: tomorrow_s):
        assert run(import_id)["failure"] == "It took longer than it may."


def test_a_large_report_is_put_together_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.gateway.PART_BYTES", 5 * 1024 * 1024)
    parts = [b"a" * 3_000_000, b"b" * 3_000_000, b"c" * 10]
    Files().put_parts("imports/report", parts)
    assert Files().get("imports/report") == b"".join(parts)


@pytest.mark.parametrize(
    "wrong", [{"format": "xml"}, {}, {"format": "csv", "dry": True}], ids=["format", "none", "unknown"]
)
def test_an_import_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    assert send(create, wrong, claims=admin_claims()).status == 422


def test_nobody_but_an_admin_may() -> None:
    import_id = uploaded(line())
    assert send(create, {"format": "csv"}, claims=customer_claims()).status == 403
    assert begin(import_id).status == 202
    assert begin("imp_none").status == 404
