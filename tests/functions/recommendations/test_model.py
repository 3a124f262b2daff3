"""The parts of the model, each compared with its formula written down the plain way."""

import numpy as np
import pytest
from numpy.typing import NDArray

from recommendations.domain.purchases import DAY_S, Purchase
from recommendations.model import histories, neighbours
from recommendations.model.histories import Rows
from recommendations.model.neighbours import nearest
from recommendations.model.purchases import gather
from recommendations.model.recommender import first, train
from recommendations.model.regression import regress
from recommendations.model.trend import trend
from tests.functions.recommendations.test_purchases import NOW_S, bought

Matrix = NDArray[np.float64]


def shop(customers: int = 40, products: int = 15, seed: int = 3) -> list[Purchase]:
    """Purchases at random, by customers of two tastes."""
    chance = np.random.default_rng(seed)
    rows: list[Purchase] = []
    for who in range(customers):
        liked = [n for n in range(products) if n % 2 == who % 2] + [int(chance.integers(products))]
        for n in chance.choice(liked, 5):
            rows += bought(f"c{who}", f"p{n}", days_ago=float(chance.integers(1, 200)))
    return rows


def histories_of(rows: list[Purchase]) -> Rows:
    return histories.of_customers(gather(rows, now_s=NOW_S), 99)[0]


def dense(rows: Rows) -> Matrix:
    matrix = np.zeros((rows.count, rows.width))
    for number in range(rows.count):
        columns, weights = rows.row(number)
        matrix[number, columns] = weights
    return matrix


def cosines(have: Matrix, power: float) -> Matrix:
    shares = have / np.maximum(have.sum(1, keepdims=True), 1) ** power
    norms = np.linalg.norm(shares, axis=0)
    found: Matrix = shares.T @ shares / np.outer(norms, norms)
    np.fill_diagonal(found, 0)
    return found


@pytest.mark.parametrize("power", [0.0, 0.5])
@pytest.mark.parametrize("wide", [0, 65_536])
def test_neighbours_have_the_cosine_of_their_columns(
    monkeypatch: pytest.MonkeyPatch, wide: int, power: float
) -> None:
    monkeypatch.setattr(neighbours, "_WIDE", wide)
    have = histories_of(shop())
    assert dense(nearest(have, 99, power=power)) == pytest.approx(cosines(dense(have), power), abs=1e-5)


def test_only_the_nearest_are_kept_nearest_first() -> None:
    have = histories_of(shop())
    near, whole = nearest(have, 3, power=0), cosines(dense(have), 0)
    for product in range(have.width):
        _, found = near.row(product)
        assert found == pytest.approx(np.sort(whole[product])[::-1][:3], abs=1e-5)


def test_the_regression_is_ease_in_closed_form() -> None:
    have = histories_of(shop())
    inverse = np.linalg.inv(dense(have).T @ dense(have) + 9 * np.eye(have.width))
    wanted = -inverse / np.diag(inverse)
    np.fill_diagonal(wanted, 0)
    fitted = regress(have, ridge=9, products_max=99)
    assert fitted.weights == pytest.approx(wanted, abs=1e-4)
    products, ones = have.row(0)
    assert fitted.scores(products, ones, have.width) == pytest.approx(dense(have)[0] @ wanted, abs=1e-4)


def test_products_beyond_the_best_sold_have_no_part_in_the_regression() -> None:
    have = histories_of(shop())
    fitted = regress(have, ridge=9, products_max=4)
    counts = dense(have).sum(0)
    assert fitted.weights.shape == (4, 4)
    assert counts[fitted.known].min() >= np.delete(counts, fitted.known).max()
    scores = fitted.scores(np.arange(have.width, dtype=np.int32), np.ones(have.width, np.float32), have.width)
    assert np.flatnonzero(scores).tolist() == sorted(fitted.known.tolist())


def test_what_sells_of_late_counts_for_more_than_what_sold_once() -> None:
    rows = [row for n in range(20) for row in bought(f"c{n}", "past", days_ago=200 + n)]
    rows += [row for n in range(20) for row in bought(f"c{n}", "now", days_ago=1 + n)]
    read = gather(rows, now_s=NOW_S)
    of = dict(zip(read.products, trend(read).factor.tolist(), strict=True))
    assert of["now"] > 3 * of["past"] > 0


def test_a_customer_gets_what_others_of_the_same_taste_have_and_nothing_they_have() -> None:
    rows = [row for n in range(9) for row in bought(f"tea {n}", "pot", "cup", "leaves", days_ago=9)]
    rows += [row for n in range(9) for row in bought(f"ink {n}", "pen", "paper", "blotter", days_ago=9)]
    rows += bought("ada", "pot", "cup")
    model = train(gather(rows, now_s=NOW_S))
    best = model.best(model.purchases.customers.index("ada"), 20)
    assert model.purchases.products[best[0]] == "leaves"
    assert {model.purchases.products[n] for n in best}.isdisjoint({"pot", "cup"})


@pytest.mark.parametrize("rows", [[], bought(None, "bowl", basket="till"), bought("ada", "bowl")])
def test_a_shop_that_has_hardly_begun_has_a_model(rows: list[Purchase]) -> None:
    model = train(gather(rows, now_s=NOW_S))
    assert [model.best(who, 20).tolist() for who in range(model.have.count)] == [[]] * model.have.count


def test_a_model_made_twice_is_the_same() -> None:
    one, two = (train(gather(shop(), now_s=NOW_S)) for _ in range(2))
    for who in range(one.have.count):
        assert one.best(who, 9).tolist() == two.best(who, 9).tolist()


def test_the_best_come_first_equals_by_number_and_nothing_without_a_score() -> None:
    scores = np.array([0.0, 2.0, 3.0, 2.0, -1.0], np.float32)
    assert first(scores, 9).tolist() == [2, 1, 3]
    assert first(scores, 1).tolist() == [2]


def test_a_day_is_a_day() -> None:
    assert gather(bought("ada", "bowl", days_ago=2), now_s=NOW_S).day.tolist() == [2.0]
    assert DAY_S == 86_400
