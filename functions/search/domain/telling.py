"""Which attributes tell most about the products that were found: what is worth choosing from."""

import math
from collections.abc import Iterable

from search.domain.facets import ATTRIBUTES_MAX, AttributeCount, ValueCount

# Measures of parcels and pallets interest the warehouse.
_OF_THE_WAREHOUSE = ("package_", "packaging_", "pallet", "outer_case", "carton", "harmonized", "ark_id")
_VALUES_WORTH_CHOOSING = 12  # beyond which a list is read less and less


def interests(name: str) -> bool:
    """Whether a shopper may care."""
    return not any(word in name for word in _OF_THE_WAREHOUSE)


def most_telling(counted: Iterable[AttributeCount], total: int) -> dict[str, float]:
    """The attributes that divide `total` products best, the best first, with how much they tell.

    What an attribute tells of a product is the entropy of its values, in bits; of one that does not have it,
    nothing. Values beyond the first dozen do not count: nobody chooses from them.
    """
    told = {attribute.name: _bits(attribute.values, total) for attribute in counted}
    worth = sorted((name for name in told if told[name] > 0), key=lambda name: (-told[name], name))
    return {name: told[name] for name in worth[:ATTRIBUTES_MAX]}


def _bits(values: tuple[ValueCount, ...], total: int) -> float:
    shares = [
        value.count / total for value in values[:_VALUES_WORTH_CHOOSING] if value.count > 1 or total < 10
    ]
    covered = sum(shares)
    return -sum(share * math.log2(share / covered) for share in shares) if shares else 0.0
