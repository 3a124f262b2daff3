"""Each minute: holds that are over, and closed rows."""

import pytest

from haat import clock
from haat.table.writes import TableBusy
from inventory.domain.holding import Hold, State
from inventory.store import HoldStore, ShardStore, shards
from inventory.store.holds import OVERDUE_MAX
from inventory.sweeping import SweepIncomplete
from inventory.tasks import sweep_stock
from tests.functions.inventory.examples import everywhere, ledger, spread, stored, units
from tests.functions.inventory.holds import held, hold_of

pytestmark = pytest.mark.usefixtures("table")


def sweep_after(seconds: int) -> None:
    now_s = clock.now_s()
    with clock.set_to(lambda: now_s + seconds):
        sweep_stock.handler({}, None)


def test_a_hold_ends_within_a_minute_of_its_time_and_not_before() -> None:
    stored(available=5)
    hold = held({"A": 2}, hold_s=60)
    sweep_after(58)
    assert (units(), hold_of(hold.id).state) == ((3, 2, 0, 0), State.OPEN)
    sweep_after(120)
    assert (units(), hold_of(hold.id).state) == ((5, 0, 0, 0), State.EXPIRED)
    sweep_after(180)
    assert (units(), [line.what for line in ledger()]) == ((5, 0, 0, 0), ["held", "expired"])


def test_more_holds_than_one_page_end_in_one_run() -> None:
    stored(available=OVERDUE_MAX + 3)
    for _ in range(OVERDUE_MAX + 3):
        held({"A": 1}, hold_s=60)
    sweep_after(120)
    assert units() == (OVERDUE_MAX + 3, 0, 0, 0)
    assert list(HoldStore().overdue()) == []


def test_a_hold_whose_rows_are_busy_does_not_keep_the_others_waiting() -> None:
    stored(available=1)
    stored("B", available=1)
    held({"A": 1}, hold_s=60)
    other = held({"B": 1}, hold_s=60)
    end = HoldStore.end

    def end_or_be_busy(store: HoldStore, hold: Hold, *given: object) -> bool:
        if hold.lines[0].sku == "A":
            raise TableBusy
        return end(store, hold, *given)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HoldStore, "end", end_or_be_busy)
        with pytest.raises(SweepIncomplete):  # for the alarm, when all has been tried
            sweep_after(120)
    assert (hold_of(other.id).state, units("A")) == (State.EXPIRED, (0, 1, 0, 0))
    sweep_after(180)
    assert units("A") == (1, 0, 0, 0)


def test_strays_of_a_sku_that_is_busy_do_not_keep_the_others_waiting() -> None:
    for sku in ("A", "B"):
        spread(sku, {"main": 0, "main/1": 1})
        ShardStore().close(sku, "main/1")
    bring_home = ShardStore.bring_home

    def bring_home_or_be_busy(store: ShardStore, strays: object, *given: object) -> bool:
        if strays[0].sku == "A":  # type: ignore[index]
            raise TableBusy
        return bring_home(store, strays, *given)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ShardStore, "bring_home", bring_home_or_be_busy)
        with pytest.raises(SweepIncomplete):
            sweep_after(0)
    assert (everywhere("A"), everywhere("B")) == ({"main": 0, "main/1": 1}, {"main": 1, "main/1": 0})
    assert list(ShardStore().strays()) == [("A", "main/1")]
    sweep_after(60)
    assert everywhere("A") == {"main": 1, "main/1": 0}


def test_more_closed_rows_than_one_page_are_settled_in_one_run() -> None:
    for sku in ("A", "B", "C"):
        spread(sku, {"main": 0, "main/1": 1, "main/2": 1})
        for place in ("main/1", "main/2"):
            ShardStore().close(sku, place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "STRAYS_MAX", 4)
        sweep_after(0)
    assert [everywhere(sku)["main"] for sku in ("A", "B", "C")] == [2, 2, 2]
    assert list(ShardStore().strays()) == []
