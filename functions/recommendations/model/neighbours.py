"""Item-item neighbours: products that the same customers have, or that lay in the same baskets."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from recommendations.model.histories import Rows
from recommendations.model.purchases import Floats, Integers

_WIDE = 65_536  # products, from which on a row of the matrix is kept sparse while it is made


def nearest(rows: Rows, count: int, *, power: float) -> Rows:
    """The `count` nearest products of each by the cosine of their columns, each row divided by length^power.

    A product at a time, so that only one row of the matrix is there at once: memory grows with the purchases
    and with `count` × products, time with Σ length².
    """
    shares = rows.divided(power)
    columns = shares.turned()
    norms = np.sqrt(np.bincount(shares.columns, shares.weights**2, minlength=rows.width)).astype(np.float32)
    norms = np.maximum(norms, np.float32(1e-9))
    found = [_nearest_to(product, shares, columns, norms, count) for product in range(rows.width)]
    lengths = np.array([len(numbers) for numbers, _ in found], np.int64)
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    if not found:
        return Rows(starts, np.zeros(0, np.int32), np.zeros(0, np.float32), rows.width)
    numbers, cosines = (np.concatenate(part) for part in zip(*found, strict=True))
    return Rows(starts, numbers, cosines, rows.width)


def _nearest_to(
    product: int, shares: Rows, columns: Rows, norms: Floats, count: int
) -> tuple[Integers, Floats]:
    numbers, together = _row_of_products(product, shares, columns)
    cosines = together / (norms[numbers] * norms[product])
    others = numbers != product
    numbers, cosines = numbers[others], cosines[others]
    if len(numbers) > count:
        best = np.argpartition(-cosines, count)[:count]
        numbers, cosines = numbers[best], cosines[best]
    order = np.lexsort((numbers, -cosines))
    return numbers[order], cosines[order]


def _row_of_products(product: int, shares: Rows, columns: Rows) -> tuple[Integers, Floats]:
    """How much each product goes with one: Σ over the rows that have both of weight × weight."""
    owners, weights = columns.row(product)
    if not len(owners):
        return np.zeros(0, np.int32), np.zeros(0, np.float32)
    places = np.concatenate(list(_places(owners, shares)))
    counts = np.repeat(weights, shares.lengths[owners]) * shares.weights[places]
    if shares.width <= _WIDE:
        sums = np.bincount(shares.columns[places], counts, minlength=shares.width)
        touched = np.flatnonzero(sums)
        return touched.astype(np.int32), sums[touched].astype(np.float32)
    numbers, inverse = np.unique(shares.columns[places], return_inverse=True)
    return numbers, np.bincount(inverse, counts).astype(np.float32)


def _places(owners: Integers, rows: Rows) -> Iterator[NDArray[np.int64]]:
    for owner in owners:
        yield np.arange(rows.starts[owner], rows.starts[owner + 1])
