"""Which SKUs run low: what the others were told of each says it, and the index lists those."""

from dataclasses import dataclass
from typing import Any

from haat.table import reads
from inventory.keys import ALL, AVAILABILITY, LOW
from inventory.store.told import ToldItem


@dataclass(frozen=True, slots=True)
class LowPage:
    """Some SKUs, by name; `last_key` is where the list goes on, None at the end."""

    skus: list[str]
    last_key: dict[str, Any] | None


class LowStore:
    """SKUs that run low; each method is one row of ACCESS_PATTERNS.md."""

    def page(self, *, limit: int, after: dict[str, Any] | None) -> LowPage:
        """SKUs that sold out or fell to where more should be ordered. One query of the index."""
        page = reads.page(ToldItem, LOW.key(ALL), limit=limit, after=after, by_index=True)
        return LowPage([item.pk.removeprefix(AVAILABILITY.prefix) for item in page.items], page.last_key)
