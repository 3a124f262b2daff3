"""EASE: what a customer has, foretold from all the rest they have, by one ridge regression for all products.

Steck, Embarrassingly Shallow Autoencoders for Sparse Data, WWW 2019: with G = XᵀX + λ, P = G⁻¹, the weights
are B = −P / diag P, and 0 on the diagonal. Dense: memory is products², so only the best sold take part.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.model.histories import Rows
from recommendations.model.purchases import Floats, Integers

_CHUNK = 512  # rows that are made dense at once


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights between the products `known`; `place` of any other product is −1."""

    known: Integers
    place: Integers
    weights: Floats  # from each known product (row) to each (column)

    def scores(self, products: Integers, weights: Floats, width: int) -> Floats:
        """How well each of all products fits a history."""
        scores = np.zeros(width, np.float32)
        places = self.place[products]
        there = places >= 0
        scores[self.known] = weights[there] @ self.weights[places[there]]
        return scores


def regress(rows: Rows, *, ridge: float, products_max: int) -> Regression:
    """Fit. Memory: about 6 × 4 bytes × products² meanwhile, a sixth of it afterwards."""
    counts = np.bincount(rows.columns, minlength=rows.width)
    known = np.sort(np.argsort(-counts, kind="stable")[:products_max]).astype(np.int32)
    place = np.full(rows.width, -1, np.int32)
    place[known] = np.arange(len(known), dtype=np.int32)
    gram = _gram(rows, place, len(known))
    gram[np.diag_indices(len(known))] += np.float32(ridge)
    inverse = np.linalg.inv(gram)
    del gram
    inverse /= -np.diag(inverse).copy()
    inverse[np.diag_indices(len(known))] = 0
    return Regression(known, place, inverse)


def _gram(rows: Rows, place: Integers, width: int) -> NDArray[np.float32]:
    gram = np.zeros((width, width), np.float32)
    for start in range(0, rows.count, _CHUNK):
        end = min(start + _CHUNK, rows.count)
        part = slice(rows.starts[start], rows.starts[end])
        owners = np.repeat(np.arange(end - start), rows.lengths[start:end])
        columns, weights = place[rows.columns[part]], rows.weights[part]
        there = columns >= 0
        dense = np.zeros((end - start, width), np.float32)
        dense[owners[there], columns[there]] = weights[there]
        gram += dense.T @ dense
    return gram
