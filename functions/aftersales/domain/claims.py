"""How many units of an order its returns claim, so that no unit is returned twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Claims:
    """The returns of one order, counted, and the units by SKU of those that are open or have arrived."""

    order_id: str
    units: Mapping[str, int] = field(default_factory=dict)
    returns: int = 0  # how many there ever were, which is the number of the last
    version: int = 0  # 0: there are none yet

    def of(self, sku: str) -> int:
        """Units of a SKU that are claimed."""
        return self.units.get(sku, 0)


def claimed(claims: Claims, wanted: Mapping[str, int]) -> Claims:
    """The claims with one more return, of these units."""
    units = {sku: claims.of(sku) + wanted.get(sku, 0) for sku in {*claims.units, *wanted}}
    return replace(claims, units=units, returns=claims.returns + 1, version=claims.version + 1)


def given_back(claims: Claims, unwanted: Mapping[str, int]) -> Claims:
    """The claims without units that do not come after all."""
    units = {sku: count - unwanted.get(sku, 0) for sku, count in claims.units.items()}
    return replace(claims, units=units, version=claims.version + 1)
