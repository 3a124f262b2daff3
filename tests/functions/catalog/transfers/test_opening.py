"""The units with which an import lets SKUs begin: told once, with the step that names them."""

from collections import Counter
from contextlib import suppress
from typing import Any

import pytest

from catalog.keys import IMPORT
from catalog.store.jobs import ImportStore
from catalog.tasks.run_import import handler as run_task
from catalog.transfers import steps
from haat.keys import stock_key
from haat.table import writes
from haat.table.sku import SkuItem
from tests.functions.catalog.examples import draft, stored, variant
from tests.functions.catalog.transfers.dying import dying
from tests.functions.catalog.transfers.imports import counts, imported, line, report, run, shown, started
from tests.support.crash import Killed
from tests.support.events import data, emitted
from tests.support.rights import somebody_else

pytestmark = pytest.mark.usefixtures("bucket", "machines")

SHEET = b"""name,category,sku,price.amount_minor,price.currency,quantity
Bowl,tea,A-1,2400,EUR,7
Cup,tea,B-1,1200,EUR,
"""


def begins(units: dict[str, Any], **changed: object) -> bytes:
    """A line of NDJSON: a product with these SKUs and quantities."""
    variants = [variant(sku, quantity=quantity) for sku, quantity in units.items()]
    return line(**changed, variants=variants)


def told(import_id: str) -> list[dict[str, int]]:
    """The first units by SKU, event by event."""
    events = emitted(IMPORT, import_id)
    return [{one["sku"]: one["quantity"] for one in data(event)["opening"]} for event in events]


def touched(sku: str, **changed: int) -> None:
    """Somebody has changed the units of a SKU."""
    pk, sk = stock_key(sku)
    actions = [getattr(SkuItem, name).set(value) for name, value in changed.items()]
    change = writes.update(SkuItem, pk, sk, actions, when=SkuItem.pk.exists(), refused=lambda _: "absent")
    assert writes.commit(change) == []


def test_quantities_are_told_with_the_step_that_names_their_skus() -> None:
    done = imported(begins({"A-1": 5, "A-2": 7}) + begins({"B-1": 1}) + begins({"C-1": 10**9}))
    assert told(done["id"]) == [{"A-1": 5, "A-2": 7, "B-1": 1}, {"C-1": 10**9}]
    assert (done["counts"], done["skus_stocked"]) == (counts(created=3), 4)


def test_a_sheet_has_a_column_for_them() -> None:
    done = imported(SHEET, format="csv")
    assert (done["counts"], told(done["id"])) == (counts(created=2), [{"A-1": 7}])


def test_skus_of_which_a_file_says_nothing_begin_with_what_was_asked_for() -> None:
    done = imported(line("A-1") + begins({"B-1": 0, "B-2": 3}), quantity=20)
    assert told(done["id"]) == [{"A-1": 20, "B-2": 3}]
    assert (done["quantity"], done["skus_stocked"]) == (20, 2)


def test_without_quantities_nothing_is_told() -> None:
    done = imported(line("A-1") + begins({"B-1": 0, "B-2": None}))
    assert (told(done["id"]), done["skus_stocked"], done["quantity"]) == ([], 0, None)


@pytest.mark.parametrize("quantity", [-1, 10**9 + 1, 1.5, "many"])
def test_a_quantity_that_is_none_is_an_error_of_its_line(quantity: object) -> None:
    done = imported(begins({"A-1": quantity}) + begins({"B-1": 2}), dry_run=True)
    assert done["counts"] == counts(created=1, failed=1)
    assert report(done["id"])[0]["errors"][0]["pointer"] == "/variants/0/quantity"


def test_a_dry_run_counts_and_tells_nothing() -> None:
    done = imported(begins({"A-1": 5, "A-2": 0}), dry_run=True)
    assert (told(done["id"]), done["skus_stocked"]) == ([], 1)


def test_a_line_that_is_wrong_tells_nothing() -> None:
    stored(draft("X-1", category="tea"))
    stored(draft("Y-1", category="tea"))
    wrong = begins({"B-1": 2}, name="") + begins({"X-1": 1, "Y-1": 1}) + begins({"A-1": 9})
    done = imported(begins({"A-1": 5}) + wrong)
    assert (done["counts"], told(done["id"])) == (counts(created=1, failed=3), [{"A-1": 5}])


@pytest.mark.parametrize(
    "state", [{"adjustments": 1}, {"available": 1}, {"reserved": 1}, {"sold": 1}, {"damaged": 1}]
)
def test_a_sku_that_has_had_units_is_not_told_of_again(state: dict[str, int]) -> None:
    content = begins({"A-1": 5}) + begins({"B-1": 6})
    imported(content)
    touched("A-1", **state)
    done = imported(content)
    assert (done["counts"], told(done["id"])) == (counts(unchanged=2), [{"B-1": 6}])


def test_a_step_ends_where_its_skus_fill_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEP_RECORDS", 500)
    monkeypatch.setattr(steps, "STEP_SKUS", 3)
    done = imported(b"".join(begins({f"{number}-1": 1, f"{number}-2": 2}) for number in range(5)))
    assert [len(units) for units in told(done["id"])] == [4, 4, 2]
    assert done["counts"] == counts(created=5)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_whoever_dies_at_any_call_tells_everything_once(monkeypatch: pytest.MonkeyPatch, after: bool) -> None:
    for at in range(1, 100):
        skus = {f"{name}-{at}-{after}": len(name) for name in ("A", "BB", "CCC")}
        import_id = started(b"".join(begins({sku: units}) for sku, units in skus.items()))
        with dying(monkeypatch, at, after=after) as made, suppress(Killed):
            run_task({"import_id": import_id}, None)
        assert run(import_id)["counts"] == counts(created=3)
        assert [one for units in told(import_id) for one in units.items()] == list(skus.items()), made
        if len(made) < at:
            break
    else:
        pytest.fail("it never came to its end")
    assert at > 10


def test_two_who_run_an_import_at_once_tell_everything_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import_id = started(b"".join(begins({f"{number}-1": number + 1}) for number in range(5)))
    move, rivals = ImportStore.move, [1, 2]

    def raced(store: ImportStore, after: Any, *also: Any) -> Any:
        if rivals:
            rivals.pop()
            with somebody_else():
                run_task({"import_id": import_id}, None)
        return move(store, after, *also)

    monkeypatch.setattr(ImportStore, "move", raced)
    run(import_id)
    assert Counter(sku for units in told(import_id) for sku in units) == {f"{n}-1": 1 for n in range(5)}
    assert shown(import_id)["skus_stocked"] == 5
