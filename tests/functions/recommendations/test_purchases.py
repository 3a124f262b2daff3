"""Purchases as the model keeps them."""

import random

import numpy as np
import pytest

from recommendations.domain.purchases import DAY_S, Purchase
from recommendations.model import histories
from recommendations.model.purchases import NOBODY, gather

NOW_S = 1_000 * DAY_S


def bought(customer: str | None, *products: str, basket: str = "", days_ago: float = 1) -> list[Purchase]:
    at_s = int(NOW_S - days_ago * DAY_S)
    return [Purchase(customer, basket or f"{customer} {days_ago}", product, at_s) for product in products]


def test_what_is_told_twice_counts_once() -> None:
    rows = bought("ada", "bowl", "mug")
    assert len(gather([*rows, *rows], now_s=NOW_S).product) == 2


def test_the_order_in_which_purchases_come_changes_nothing_that_is_made_of_them() -> None:
    rows = [*bought("ada", "bowl", "mug"), *bought("bob", "mug"), *bought(None, "bowl", "pan", basket="till")]
    told = {tuple(row) for row in _told(rows)}
    random.Random(1).shuffle(rows)
    assert {tuple(row) for row in _told(rows)} == told == {
        ("ada", "bowl"), ("ada", "mug"), ("bob", "mug"), (None, "bowl"), (None, "pan")
    }  # fmt: skip


def _told(rows: list[Purchase]) -> list[tuple[str | None, str]]:
    read = gather(rows, now_s=NOW_S)
    return [
        (None if who == NOBODY else read.customers[who], read.products[what])
        for who, what in zip(read.customer, read.product, strict=True)
    ]


def test_nothing_of_the_future_is_learned_from() -> None:
    rows = [*bought("ada", "bowl"), *bought("ada", "mug", days_ago=0), *bought("ada", "pan", days_ago=-3)]
    assert gather(rows, now_s=NOW_S).products == ("bowl",)


def test_no_purchases_are_no_fault() -> None:
    have, days = histories.of_customers(gather([], now_s=NOW_S), 10)
    assert (have.count, have.width, len(days)) == (0, 0, 0)


def test_a_product_stands_in_a_history_once_as_it_was_bought_last() -> None:
    rows = [*bought("ada", "bowl", days_ago=9), *bought("ada", "bowl", days_ago=2)]
    have, days = histories.of_customers(gather(rows, now_s=NOW_S), 10)
    assert (have.lengths.tolist(), days.tolist()) == ([1], [2.0])


def test_of_a_long_history_the_newest_products_are_kept() -> None:
    rows = [row for n in range(9) for row in bought("ada", f"product-{n}", days_ago=1 + n)]
    read = gather(rows, now_s=NOW_S)
    have, days = histories.of_customers(read, 3)
    assert sorted(read.products[n] for n in have.row(0)[0]) == ["product-0", "product-1", "product-2"]
    assert days.max() == 3.0


def test_who_is_not_known_has_a_basket_and_no_history() -> None:
    read = gather(bought(None, "bowl", "mug", basket="till"), now_s=NOW_S)
    assert histories.of_customers(read, 10)[0].count == 0
    assert histories.of_baskets(read, 10)[0].lengths.tolist() == [2]


def test_rows_turned_twice_are_the_rows() -> None:
    chance = np.random.default_rng(7)
    rows = [Purchase(f"c{chance.integers(9)}", f"b{n}", f"p{chance.integers(12)}", n) for n in range(200)]
    have, _ = histories.of_customers(gather(rows, now_s=NOW_S), 99)
    again = have.turned().turned()
    for number in range(have.count):
        assert again.row(number)[0].tolist() == sorted(have.row(number)[0].tolist())


def test_weights_halve_with_each_half_life() -> None:
    rows = [*bought("ada", "bowl", days_ago=30), *bought("ada", "mug", days_ago=60)]
    have, days = histories.of_customers(gather(rows, now_s=NOW_S), 9)
    assert sorted(have.faded(days, 30).weights.tolist()) == pytest.approx([0.25, 0.5])
