"""Products that are alike: rows of traits, each with the products that share it, rare ones counting more."""

from collections.abc import Mapping

import numpy as np

from recommendations.domain.products import Product
from recommendations.model.histories import Rows
from recommendations.model.purchases import Integers

SHARED_MAX = 2000  # a trait of more products says little, and work grows with the square


def traits(products: Mapping[str, Product], numbers: Mapping[str, int], width: int) -> Rows:
    """A row for each trait that some but not too many share; weights are √ of ln(products ÷ sharers)."""
    sharing: dict[str, list[int]] = {}
    for product in products.values():
        if product.told:
            for trait in product.told.likeness.traits():
                sharing.setdefault(trait, []).append(numbers[product.id])
    rows = [numbers for numbers in sharing.values() if 1 < len(numbers) <= SHARED_MAX]
    lengths = np.array([len(row) for row in rows], np.int64)
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    columns: Integers = np.array([number for row in rows for number in row], np.int32)
    rarity = np.log1p(max(1, len(products)) / np.maximum(lengths, 1)) ** 0.5
    return Rows(starts, columns, np.repeat(rarity, lengths).astype(np.float32), width)
