"""The simulation of a SKU that everybody wants: what it counts, and that it counts what is wrong as well."""

from collections.abc import Generator
from dataclasses import replace

import pytest

from infra.local.bench.hot_sku_model import Change, Shelf, Simulation, Tally, World

CALM = World(shards=64, units=2000, per_s=100, seconds=5)
SCARCE = replace(CALM, shards=8, units=50)


def run(world: World, seed: int = 1) -> Tally:
    return Simulation(world, seed).run()


def test_a_seed_is_one_run() -> None:
    assert run(CALM, 7) == run(CALM, 7)
    assert run(CALM, 7) != run(CALM, 8)


def test_everybody_is_served_where_rows_are_many_and_units_plenty() -> None:
    found = run(CALM)
    assert found.buyers > 400
    assert (found.reserved, found.refused, found.unserved) == (found.buyers, 0, 0)
    assert found.served_share == 1


def test_one_row_cannot_serve_them_and_says_so() -> None:
    found = run(replace(CALM, shards=1, per_s=200))
    assert found.unserved > 0
    assert found.served_share < 0.5
    assert found.conflicts_per_checkout > 1


def test_what_there_is_is_sold_to_the_last_unit_and_not_one_more() -> None:
    found = run(SCARCE)
    assert found.reserved == SCARCE.units
    assert found.refused == found.buyers - SCARCE.units - found.unserved
    assert (found.oversold, found.false_refusals) == (0, 0)


def test_selling_without_a_look_at_what_is_left_is_counted_as_oversold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def blind(
        self: Simulation, shelf: Shelf, window_s: float, change: Change
    ) -> Generator[float, None, bool]:
        yield window_s
        change(shelf)
        return True

    monkeypatch.setattr(Simulation, "_hold", blind)
    assert run(SCARCE).oversold > 0


def test_saying_sold_out_without_a_search_is_counted_as_a_false_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lazy(self: Simulation, key: str) -> Generator[float, None, str | None]:
        yield 0.0
        return None

    monkeypatch.setattr(Simulation, "_search", lazy)
    assert run(SCARCE).false_refusals > 0


def test_a_partition_takes_so_many_write_units_a_second() -> None:
    found = run(replace(CALM, shards=1, row_units_per_s=20))
    assert found.throttled > 0
    assert run(CALM).throttled == 0
