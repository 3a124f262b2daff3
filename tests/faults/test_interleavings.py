"""Some interleavings of two and three actors; `make proof` plays thousands."""

from typing import Any

import pytest

from haat.table import writes
from tests.faults.campaign.playing import told
from tests.faults.interleavings.all import play_numbered, races
from tests.faults.interleavings.race import RACES_FROM

EACH = 4  # of each race


def test_in_whatever_order_things_happen_every_invariant_holds() -> None:
    results = [play_numbered(RACES_FROM + number) for number in range(EACH * len(races()))]

    assert [told(result) for result in results if result.violations] == []


@pytest.mark.parametrize("seed", [2_000_407, 2_001_772])
def test_orders_that_once_went_wrong_stay_right(seed: int) -> None:
    """An order that is cancelled while its intent is being made: placing had no right to tell its saga."""
    assert play_numbered(seed).violations == ()


def test_a_seed_repeats_its_order_exactly() -> None:
    once, again = (play_numbered(RACES_FROM + 11) for _ in range(2))

    assert once.struck == again.struck
    assert once.violations == again.violations


def test_a_write_without_its_condition_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """G3: without its condition the last unit is sold to everybody."""
    names = list(races())
    update = writes.update

    def unconditional(of: Any, *given: Any, when: Any, refused: Any) -> writes.Write:
        del when
        return update(of, *given, when=of.pk.exists(), refused=refused)

    monkeypatch.setattr(writes, "update", unconditional)
    number = RACES_FROM - RACES_FROM % len(names) + names.index("three_buy_the_last_unit")

    assert any(play_numbered(number + turn * len(names)).violations for turn in range(5))
