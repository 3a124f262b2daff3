"""Purchases as columns: 16 bytes a row while they are read, however many there are."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommendations.domain.purchases import DAY_S, Purchase

Integers = NDArray[np.int32]
Floats = NDArray[np.float32]
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Purchases:
    """Distinct (basket, product) pairs. Customers and products are numbers: places in the tuples of names.

    `day` is when, in days before the moment of training, as of which the model is made.
    """

    products: tuple[str, ...]
    customers: tuple[str, ...]
    product: Integers
    customer: Integers  # NOBODY: not known
    basket: Integers
    day: Floats


def gather(rows: Iterable[Purchase], *, now_s: int) -> Purchases:
    """Read purchases of before `now_s`, in any order; what comes twice counts once."""
    products, customers, baskets = _Names(), _Names(), _Names()
    product, customer, basket, day = array("i"), array("i"), array("i"), array("f")
    for row in rows:
        if row.at_s < now_s:
            product.append(products.number(row.product))
            customer.append(customers.number(row.customer) if row.customer else NOBODY)
            basket.append(baskets.number(row.basket))
            day.append((now_s - row.at_s) / DAY_S)
    bought, together = _integers(product), _integers(basket)
    _, first = np.unique(together.astype(np.int64) * max(1, len(products)) + bought, return_index=True)
    days = np.array(day, np.float32)
    return Purchases(
        tuple(products),
        tuple(customers),
        bought[first],
        _integers(customer)[first],
        together[first],
        days[first],
    )


def _integers(column: "array[int]") -> Integers:
    return np.array(column, np.int32)


class _Names(dict[str, int]):
    """Numbers for names, in the order in which they come."""

    def number(self, name: str) -> int:
        return self.setdefault(name, len(self))
