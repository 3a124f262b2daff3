"""The first units of SKUs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from haat.table import writes
from haat.table.sku import SkuItem, stock_key
from inventory.domain.adjusting import ChangeBy, adjust
from inventory.domain.stock import Row
from inventory.store import adjustments, rows
from inventory.store.ledger import Occasion

AT_ONCE_MAX = writes.ACTIONS_MAX // adjustments.ACTIONS


class SkuUnknown(LookupError):
    """Units are given to a SKU that is not there."""


@dataclass(frozen=True, slots=True)
class Untouched:
    """The row of a SKU that nobody has ever given units to, and what it would be with its first ones."""

    before: Row
    after: Row


class OpeningStore:
    """First units; each method is one row of ACCESS_PATTERNS.md."""

    def untouched(self, units: Mapping[str, int]) -> list[Untouched]:
        """Those SKUs that have never had units, with these. One round trip for each 100.

        Raises: SkuUnknown.
        """
        found = rows.read(stock_key(sku) for sku in units)
        heads = [_head(found, sku) for sku in units]
        return [_begun(rows.to_row(head), units[head.sku]) for head in heads if head.is_untouched]

    def open(self, some: Collection[Untouched], occasion: Occasion) -> bool:
        """Give up to 25 SKUs their first units, each with its line in the ledger and its event, or none.

        One transaction of four writes each. False: one of the rows is not as it was.
        """
        opened = [adjustments.written(one.before, one.after, occasion, lambda _: "changed") for one in some]
        return not writes.commit(*(write for wanted in opened for write in wanted))


def _head(found: rows.Found, sku: str) -> SkuItem:
    head = rows.head_in(found, sku)
    if head is None:
        raise SkuUnknown(sku)
    return head


def _begun(row: Row, units: int) -> Untouched:
    after = adjust(row, ChangeBy(units))
    if not isinstance(after, Row):
        raise TypeError(f"{row.sku} cannot begin with {units} units: {after}")
    return Untouched(row, after)
