"""Who has which products: rows of (product, weight) without gaps, and the same turned over."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.model.purchases import NOBODY, Floats, Integers, Purchases


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix by rows: row r has `columns[starts[r]:starts[r + 1]]` with `weights` beside them."""

    starts: NDArray[np.int64]
    columns: Integers
    weights: Floats
    width: int

    @property
    def count(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        return np.diff(self.starts)

    def row(self, number: int) -> tuple[Integers, Floats]:
        part = slice(self.starts[number], self.starts[number + 1])
        return self.columns[part], self.weights[part]

    def turned(self) -> "Rows":
        """The transpose."""
        order = np.argsort(self.columns, kind="stable")
        numbers = np.repeat(np.arange(self.count, dtype=np.int32), self.lengths)
        starts = _starts(self.columns, self.width)
        return Rows(starts, numbers[order], self.weights[order], self.count)

    def divided(self, power: float) -> "Rows":
        """Each row divided by its length to a power: who has everything tells little by each."""
        shares = np.maximum(self.lengths, 1).astype(np.float32) ** np.float32(-power)
        weights = self.weights * np.repeat(shares, self.lengths)
        return Rows(self.starts, self.columns, weights.astype(np.float32), self.width)

    def faded(self, days: Floats, half_life_days: float) -> "Rows":
        """Weights halved for each half-life that has passed; `days` are those of `newest`."""
        weights = np.exp2(-days / half_life_days).astype(np.float32)
        return Rows(self.starts, self.columns, weights, self.width)


def of_customers(purchases: Purchases, longest: int) -> tuple[Rows, Floats]:
    """What each known customer has, and how many days ago each was bought last.

    Of whoever has more than `longest` products the newest are kept: work grows with the square of a row.
    """
    known = purchases.customer != NOBODY
    return _rows(
        purchases.customer[known],
        purchases.product[known],
        purchases.day[known],
        (len(purchases.customers), len(purchases.products)),
        longest,
    )


def of_baskets(purchases: Purchases, longest: int) -> tuple[Rows, Floats]:
    """What lay in each basket, and how many days ago."""
    count = int(purchases.basket.max(initial=-1)) + 1
    shape = (count, len(purchases.products))
    return _rows(purchases.basket, purchases.product, purchases.day, shape, longest)


def _rows(
    owners: Integers, products: Integers, days: Floats, shape: tuple[int, int], longest: int
) -> tuple[Rows, Floats]:
    newest_first = np.lexsort((days, owners))
    owners, products, days = owners[newest_first], products[newest_first], days[newest_first]
    pairs = owners.astype(np.int64) * max(1, shape[1]) + products
    _, first = np.unique(pairs, return_index=True)
    kept = np.sort(first)  # the newest of each pair, owner by owner
    owners, products, days = owners[kept], products[kept], days[kept]
    place = np.arange(len(owners)) - _starts(owners, shape[0])[owners]
    short = place < longest
    owners, products, days = owners[short], products[short], days[short]
    rows = Rows(_starts(owners, shape[0]), products, np.ones(len(owners), np.float32), shape[1])
    return rows, days


def _starts(sorted_or_not: Integers, count: int) -> NDArray[np.int64]:
    lengths = np.bincount(sorted_or_not, minlength=count)
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)))
