"""Who is compared: Haat's own model as it is trained and served, popularity, and plain item-kNN."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from infra.local.recommending.task import LENGTH, Split
from recommendations.model import histories
from recommendations.model.histories import Rows
from recommendations.model.neighbours import nearest
from recommendations.model.purchases import Floats, Purchases, gather
from recommendations.model.recommender import HISTORY_MAX, first, train

KNN_NEIGHBOURS = 20  # of 20, 50, 100 and all the best one for plain item-kNN, on every split
Scoring = Callable[[int], Floats]
"""Scores of all products for a customer, by their numbers."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of product names by customer: of what is new to them, and of anything."""

    new: dict[str, Sequence[str]]
    any: dict[str, Sequence[str]]


def contest(task: Split) -> dict[str, Lists]:
    """Each contestant's lists for the customers of the task."""
    purchases = gather(task.before, now_s=task.now_s)
    have, _ = histories.of_customers(purchases, HISTORY_MAX)
    scorings = {
        "haat": train(purchases).scores,
        "popularity": _popularity(purchases),
        "item_knn": _item_knn(have),
    }
    return {name: _lists(task, purchases, have, scores) for name, scores in scorings.items()}


def _popularity(purchases: Purchases) -> Scoring:
    """In how many baskets a product was."""
    counts = np.bincount(purchases.product, minlength=len(purchases.products)).astype(np.float32)
    return lambda _: counts.copy()


def _item_knn(have: Rows) -> Scoring:
    """The sum of cosines to the products that a customer has."""
    near = nearest(have, KNN_NEIGHBOURS, power=0)

    def scores(customer: int) -> Floats:
        sums = np.zeros(have.width, np.float32)
        for product in have.row(customer)[0]:
            numbers, cosines = near.row(int(product))
            sums[numbers] += cosines
        return sums

    return scores


def _lists(task: Split, purchases: Purchases, have: Rows, scores: Scoring) -> Lists:
    numbers = {name: number for number, name in enumerate(purchases.customers)}
    new: dict[str, Sequence[str]] = {}
    anything: dict[str, Sequence[str]] = {}
    for who in task.after:
        of_one = scores(numbers[who])
        anything[who] = _named(of_one, purchases)
        of_one[have.row(numbers[who])[0]] = 0
        new[who] = _named(of_one, purchases)
    return Lists(new, anything)


def _named(scores: Floats, purchases: Purchases) -> list[str]:
    return [purchases.products[number] for number in first(scores, LENGTH)]
