"""SKUs get the units that they begin with, once, and only if nobody has given them any."""

from collections.abc import Mapping, Sequence

from haat.faults import Transient
from inventory.store import Occasion
from inventory.store.openings import AT_ONCE_MAX, OpeningStore, Untouched

ATTEMPTS = 4  # against others who write the same rows


class OpeningContended(Transient):
    """Others wrote the same rows at every attempt."""


class Opener:
    """Gives first units. A SKU that has had some, even if none are left, is left alone."""

    def __init__(self) -> None:
        self._openings = OpeningStore()

    def open(self, units: Mapping[str, int], occasion: Occasion) -> None:
        """Give SKUs their first units. Repeated, it changes nothing. Raises: OpeningContended, SkuUnknown."""
        waiting = units
        for _ in range(ATTEMPTS):
            untouched = self._openings.untouched(waiting)
            refused = [one for batch in _batches(untouched) for one in self._write(batch, occasion)]
            waiting = {one.before.sku: units[one.before.sku] for one in refused}
            if not waiting:
                return
        raise OpeningContended(", ".join(waiting))

    def _write(self, batch: Sequence[Untouched], occasion: Occasion) -> list[Untouched]:
        """Those that somebody else has changed meanwhile; they do not hold up the others."""
        if self._openings.open(batch, occasion):
            return []
        if len(batch) == 1:
            return list(batch)
        return [refused for one in batch for refused in self._write([one], occasion)]


def _batches(untouched: Sequence[Untouched]) -> list[Sequence[Untouched]]:
    return [untouched[first : first + AT_ONCE_MAX] for first in range(0, len(untouched), AT_ONCE_MAX)]
