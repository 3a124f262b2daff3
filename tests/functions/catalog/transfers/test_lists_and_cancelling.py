"""Lists of imports and exports, and cancelling them."""

from collections.abc import Callable
from typing import Any

import pytest

from catalog.api import cancel_export, cancel_import, create_export, list_exports, list_imports
from catalog.keys import IMPORT
from catalog.store.jobs import ExportStore, ImportStore
from catalog.tasks.fail_import import handler as fail
from catalog.tasks.run_export import handler as run_export
from catalog.tasks.run_import import handler as run_task
from catalog.transfers.ending import ATTEMPTS
from haat.keys import stock_key
from haat.table import reads
from haat.table.sku import SkuItem
from tests.functions.catalog.examples import draft, stored
from tests.functions.catalog.transfers.imports import (
    asked,
    begin,
    counts,
    imported,
    line,
    run,
    shown,
    started,
    uploaded,
)
from tests.support.events import emitted
from tests.support.machine import Machines
from tests.support.requests import Response, admin_claims, customer_claims, send
from tests.support.rights import somebody_else

pytestmark = pytest.mark.usefixtures("bucket", "machines")


def listed(handler: Any = list_imports.handler, **query: str) -> Response:
    return send(handler, query=query, claims=admin_claims())


def cancel(import_id: str) -> Response:
    return send(cancel_import.handler, path={"import_id": import_id}, claims=admin_claims())


def cancel_file(export_id: str) -> Response:
    return send(cancel_export.handler, path={"export_id": export_id}, claims=admin_claims())


def asked_for_file() -> str:
    answer = send(create_export.handler, {"format": "csv"}, claims=admin_claims())
    return str(answer.json["id"])


def at_the_next_move(monkeypatch: pytest.MonkeyPatch, store: Any, *happenings: Callable[[], Any]) -> None:
    """Before each of the next writes of a store's jobs, somebody else does something."""
    move, waiting = store.move, list(happenings)

    def raced(self: Any, after: Any, *also: Any) -> Any:
        if waiting:
            with somebody_else():
                waiting.pop(0)()
        return move(self, after, *also)

    monkeypatch.setattr(store, "move", raced)


def test_imports_are_listed_the_newest_first_and_page_by_page() -> None:
    ids = [asked() for _ in range(3)]
    first = listed(limit="2").json
    assert [one["id"] for one in first["items"]] == ids[:0:-1]
    last = listed(limit="2", cursor=first["next"]).json
    assert ([one["id"] for one in last["items"]], last["next"]) == (ids[:1], None)


def test_a_list_shows_how_far_each_is_and_no_addresses() -> None:
    imported(line("A-1") + b"{\n")
    (one,) = listed().json["items"]
    assert (one["state"], one["counts"]) == ("finished", counts(created=1, failed=1))
    assert "X-Amz-Signature" not in listed().text


def test_exports_are_listed_and_no_imports_with_them() -> None:
    asked()
    export_id = asked_for_file()
    (one,) = listed(list_exports.handler).json["items"]
    assert (one["id"], one["state"], one["format"]) == (export_id, "running", "csv")


def test_a_cursor_of_another_list_is_refused() -> None:
    for _ in range(2):
        asked()
    found = listed(limit="1").json["next"]
    assert listed(list_exports.handler, cursor=found).status == 400


def test_one_that_waits_for_its_file_is_cancelled_for_good() -> None:
    import_id = asked()
    answer = cancel(import_id)
    assert (answer.status, answer.json["state"], answer.json["deadline"]) == (200, "cancelled", None)
    assert answer.json["upload"] is None
    assert ImportStore().late() == []
    refused = begin(import_id)
    assert (refused.status, refused.json["code"]) == (409, "transfer_over")


def test_a_repeat_changes_nothing() -> None:
    import_id = asked()
    assert cancel(import_id).headers["etag"] == cancel(import_id).headers["etag"]


def test_what_has_ended_otherwise_cannot_be_cancelled() -> None:
    done, broken = imported(line("A-1"))["id"], started(line("B-1"))
    fail({"import_id": broken}, None)
    for import_id, state in ((done, "finished"), (broken, "failed")):
        answer = cancel(import_id)
        assert (answer.status, answer.json["code"], shown(import_id)["state"]) == (
            409,
            "transfer_over",
            state,
        )


def test_a_step_that_is_cancelled_under_way_is_the_last_and_counts_and_tells_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import_id = started(b"".join(line(f"{name}-1") for name in "ABCDE"), quantity=3)
    at_the_next_move(monkeypatch, ImportStore, lambda: None, lambda: cancel(import_id))
    done = run(import_id)
    assert (done["state"], done["counts"]) == ("cancelled", counts(created=2))
    assert reads.find(SkuItem, *stock_key("D-1")) is not None
    assert reads.find(SkuItem, *stock_key("E-1")) is None
    assert len(emitted(IMPORT, import_id)) == 1


def test_what_a_cancelled_import_did_not_tell_another_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    content = line("A-1") + line("B-1")
    import_id = started(content, quantity=3)
    at_the_next_move(monkeypatch, ImportStore, lambda: cancel(import_id))
    run(import_id)
    again = imported(content, quantity=3)
    assert (again["counts"], again["skus_stocked"]) == (counts(unchanged=2), 2)


def test_a_step_that_is_noted_meanwhile_does_not_save_an_import(monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = started(b"".join(line(f"{name}-1") for name in "ABCDE"))
    monkeypatch.setattr("catalog.manifests.transfers.RUN_S", 0)
    at_the_next_move(monkeypatch, ImportStore, lambda: run_task({"import_id": import_id}, None))
    assert cancel(import_id).json["state"] == "cancelled"
    assert shown(import_id)["counts"] == counts(created=2)
    assert run_task({"import_id": import_id}, None) == {"outcome": "ended"}


def test_one_that_ends_while_it_is_cancelled_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = started(line("A-1"))
    at_the_next_move(monkeypatch, ImportStore, lambda: run(import_id))
    assert (cancel(import_id).status, shown(import_id)["state"]) == (409, "finished")


def test_one_that_is_cancelled_while_it_is_started_runs_not(
    monkeypatch: pytest.MonkeyPatch, machines: Machines
) -> None:
    import_id = uploaded(line("A-1"))
    at_the_next_move(monkeypatch, ImportStore, lambda: cancel(import_id))
    answer = begin(import_id)
    assert (answer.status, answer.json["code"], machines.started) == (409, "transfer_over", {})


def test_one_that_never_rests_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = started(b"".join(line(f"{number}-1") for number in range(2 * ATTEMPTS + 2)))
    monkeypatch.setattr("catalog.manifests.transfers.RUN_S", 0)
    steps = [lambda: run_task({"import_id": import_id}, None) for _ in range(ATTEMPTS)]
    at_the_next_move(monkeypatch, ImportStore, *[act for step in steps for act in (step, lambda: None)])
    assert cancel(import_id).status == 503
    assert shown(import_id)["state"] == "running"


def test_a_cancelled_export_has_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    stored(draft("A-1", category="tea"))
    export_id = asked_for_file()
    at_the_next_move(monkeypatch, ExportStore, lambda: cancel_file(export_id))
    assert run_export({"export_id": export_id}, None) == {"outcome": "ended"}
    answer = cancel_file(export_id)
    assert (answer.status, answer.json["state"], answer.json["download"]) == (200, "cancelled", None)


def test_nobody_but_staff_may_and_nothing_is_absent() -> None:
    import_id, export_id = asked(), asked_for_file()
    for handler, path in (
        (list_imports.handler, {}),
        (list_exports.handler, {}),
        (cancel_import.handler, {"import_id": import_id}),
        (cancel_export.handler, {"export_id": export_id}),
    ):
        assert send(handler, path=path, claims=customer_claims()).status == 403
    assert (cancel("imp_none").status, cancel_file("exp_none").status) == (404, 404)
