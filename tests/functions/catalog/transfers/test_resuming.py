"""Imports that die anywhere, or run twice at once, end as if they had not."""

from contextlib import suppress
from typing import Any

import pytest

from catalog.store.batches import BatchStore
from catalog.store.jobs import ImportStore
from catalog.tasks.run_import import handler as run_task
from tests.functions.catalog.examples import draft, stored
from tests.functions.catalog.transfers.dying import dying
from tests.functions.catalog.transfers.imports import counts, imported, line, report, run, shown, started
from tests.support.crash import Killed
from tests.support.rights import somebody_else

pytestmark = pytest.mark.usefixtures("bucket", "machines")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_it_may_die_at_any_call_and_counts_everything_once(
    monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    for at in range(1, 100):
        one = f"{at}-{after}"
        stored(draft(f"OLD-{one}", category="tea"))
        content = (
            line(f"OLD-{one}", name="New") + b"{\n" + line(f"A-{one}") + line(f"B-{one}") + line(f"A-{one}")
        )
        import_id = started(content)
        with dying(monkeypatch, at, after=after) as made, suppress(Killed):
            run_task({"import_id": import_id}, None)
        done = run(import_id)
        assert done["counts"] == counts(created=2, updated=1, failed=2), made
        assert [told["line"] for told in report(import_id)] == [2, 5]
        if len(made) < at:
            break
    else:
        pytest.fail("it never came to its end")
    assert at > 10


def test_two_who_run_it_at_once_count_everything_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = started(line("A-1") + line("B-1") + line("C-1") + line("D-1") + b"{\n")
    move, rivals = ImportStore.move, [1, 2, 3]

    def raced(store: ImportStore, after: Any, *also: Any) -> Any:
        if rivals:
            rivals.pop()
            with somebody_else():
                run_task({"import_id": import_id}, None)
        return move(store, after, *also)

    monkeypatch.setattr(ImportStore, "move", raced)
    assert run(import_id)["counts"] == counts(created=4, failed=1)


def test_two_imports_of_the_same_products_make_each_of_them_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = started(line("A-1") + line("B-1"))
    write, others = BatchStore.write, [line("A-1") + line("B-1", name="Other")]

    def raced(store: BatchStore, batch: Any) -> list[object]:
        if others:
            assert imported(others.pop())["counts"] == counts(created=2)
        return write(store, batch)

    monkeypatch.setattr(BatchStore, "write", raced)
    assert run(first)["counts"] == counts(unchanged=1, updated=1)


def test_one_product_in_the_way_does_not_hold_up_the_others_of_its_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import_id = started(line("A-1") + line("B-1"))
    write, rivals = BatchStore.write, [lambda: stored(draft("A-1", category="tea"))]

    def raced(store: BatchStore, batch: Any) -> list[object]:
        if rivals:
            with somebody_else():
                rivals.pop()()
        return write(store, batch)

    monkeypatch.setattr(BatchStore, "write", raced)
    assert run(import_id)["counts"] == counts(created=1, updated=1)
    assert shown(import_id)["state"] == "finished"
