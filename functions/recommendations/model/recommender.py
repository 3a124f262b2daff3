"""The model as a whole: three opinions on how well a product fits a history, times what sells now."""

from dataclasses import dataclass

import numpy as np

from recommendations.model import histories
from recommendations.model.histories import Rows
from recommendations.model.neighbours import nearest
from recommendations.model.purchases import Floats, Integers, Purchases
from recommendations.model.regression import Regression, regress
from recommendations.model.trend import Trend, trend

# Found on splits of Online Retail before October 2011: `make recommend-eval` shows them beside each other.
HISTORY_MAX = 1000  # products of a customer, the newest
PRODUCTS_MAX = 5000  # of the regressions: 100 MB each
RIDGE, RIDGE_FADED = 500.0, 250.0
TASTE_HALF_LIFE_DAYS = 120  # of what a purchase tells about others
HISTORY_HALF_LIFE_DAYS = 60  # of what it tells about its buyer
NEIGHBOURS = 50
LENGTH_POWER = 0.5


@dataclass(frozen=True, slots=True)
class Recommender:
    """A trained model, and the histories it speaks about."""

    purchases: Purchases
    have: Rows  # by customer
    have_faded: Rows
    lasting: Regression
    recent: Regression
    near: Rows  # by product: those that it is one of the nearest of
    trend: Trend
    last_days: Floats  # by customer: how many days ago they bought last

    def scores(self, customer: int) -> Floats:
        """How much each product is for a customer, by its number; 0 or less: not at all."""
        products, ones = self.have.row(customer)
        _, faded = self.have_faded.row(customer)
        width = self.have.width
        fit = _of_one(self.lasting.scores(products, ones, width))
        fit += _of_one(self.recent.scores(products, faded, width))
        fit += _of_one(self._by_neighbours(products))
        return fit * self.trend.factor

    def best(self, customer: int, count: int) -> Integers:
        """The products for a customer, best first, without those they have; fewer if no more fit."""
        scores = self.scores(customer)
        scores[self.have.row(customer)[0]] = 0
        return first(scores, count)

    def _by_neighbours(self, products: Integers) -> Floats:
        scores = np.zeros(self.near.width, np.float32)
        for product in products:
            neighbours, cosines = self.near.row(int(product))
            scores[neighbours] += cosines
        return scores


def train(purchases: Purchases) -> Recommender:
    """Make the model of all that was bought."""
    have, days = histories.of_customers(purchases, HISTORY_MAX)
    return Recommender(
        purchases,
        have,
        have.faded(days, HISTORY_HALF_LIFE_DAYS),
        regress(have, ridge=RIDGE, products_max=PRODUCTS_MAX),
        regress(have.faded(days, TASTE_HALF_LIFE_DAYS), ridge=RIDGE_FADED, products_max=PRODUCTS_MAX),
        nearest(have, NEIGHBOURS, power=LENGTH_POWER).turned(),
        trend(purchases),
        _last(have, days),
    )


def _last(have: Rows, days: Floats) -> Floats:
    last = np.full(have.count, np.inf, np.float32)
    np.minimum.at(last, np.repeat(np.arange(have.count), have.lengths), days)
    return last


def _of_one(scores: Floats) -> Floats:
    """Scores as shares of the best: opinions are of one size, and none against a product counts."""
    best = scores.max(initial=0)
    return np.maximum(scores, 0) / best if best > 0 else np.zeros_like(scores)


def first(scores: Floats, count: int) -> Integers:
    """Numbers of the best, best first; of equals the smaller number; only what has a score above 0."""
    some = np.argpartition(-scores, min(count, len(scores) - 1))[:count] if len(scores) else np.zeros(0, int)
    some = some[scores[some] > 0]
    return some[np.lexsort((some, -scores[some]))].astype(np.int32)
