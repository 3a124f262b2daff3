"""What a visitor did, and how much one address may tell of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from haat.errors import TooManyRequests

EVENTS_MAX = 50  # of one request
QUERY_CHARACTERS_MAX = 200  # as the search box takes
RESULTS_MAX = 10_000_000
# A bucket: a page view every six seconds from a hundred people behind one address, and a burst on top.
TOKENS_MAX = 1000  # one for each event
TOKENS_PER_S = 20
REMEMBERED_MAX = (
    2 * EVENTS_MAX
)  # events: what a client may repeat comes soon, and each is 19 bytes to be written
REFUSED_S = EVENTS_MAX // TOKENS_PER_S + 1  # after so long a full request fits again


@dataclass(frozen=True, slots=True)
class View:
    """Somebody looked at a product; `query` is what they had searched for, if that led there."""

    id: str  # the client's own, by which a repeat is known
    product_id: str
    query: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """Somebody searched, and so many products were found."""

    id: str
    query: str
    results: int


@dataclass(frozen=True, slots=True)
class Told:
    """What one request tells of one visit. `customer_id` is there if the visitor is known and agrees."""

    session_id: str
    views: tuple[View, ...]
    searches: tuple[Search, ...]
    customer_id: str | None = None

    @property
    def count(self) -> int:
        """How many events these are."""
        return len(self.views) + len(self.searches)

    def without(self, known: Sequence[str]) -> "Told":
        """What of it is new: neither among the `marks` known nor twice in itself."""
        seen = set(known)
        views = tuple(one for one in self.views if _is_first(self._mark(one), seen))
        searches = tuple(one for one in self.searches if _is_first(self._mark(one), seen))
        return Told(self.session_id, views, searches, self.customer_id)

    @property
    def marks(self) -> tuple[str, ...]:
        """By what each event is known again: ids of other sessions may be the same."""
        return (*map(self._mark, self.views), *map(self._mark, self.searches))

    def _mark(self, event: View | Search) -> str:
        return hashlib.blake2b(f"{self.session_id} {event.id}".encode(), digest_size=8).hexdigest()


def _is_first(mark: str, seen: set[str]) -> bool:
    known = mark in seen
    seen.add(mark)
    return not known


@dataclass(frozen=True, slots=True)
class BehaviourLimited(TooManyRequests):
    """Too much behaviour was told from this address."""

    retry_after_s: ClassVar[int | None] = REFUSED_S
    detail: ClassVar[str] = (
        "Send fewer events, or the same ones later; those that were taken are not counted twice."
    )


@dataclass(frozen=True, slots=True)
class Gate:
    """What an address may still tell; `recent` are marks of what it told last, oldest first."""

    tokens: int = TOKENS_MAX
    filled_at_ms: int = 0
    recent: tuple[str, ...] = field(default=())
    version: int = 0  # 0: it has told nothing today

    def admit(self, told: Told, *, at_ms: int) -> "Gate | BehaviourLimited":
        """The gate after new events, or why they have to wait."""
        gained = max(0, at_ms - self.filled_at_ms) * TOKENS_PER_S // 1000
        tokens = min(TOKENS_MAX, self.tokens + gained)
        if tokens < told.count:
            return BehaviourLimited()
        # What is gained is counted in whole tokens: the rest of the time is kept for the next one.
        filled_at_ms = at_ms if tokens == TOKENS_MAX else self.filled_at_ms + gained * 1000 // TOKENS_PER_S
        recent = (*self.recent, *told.marks)[-REMEMBERED_MAX:]
        return Gate(tokens - told.count, filled_at_ms, recent, self.version + 1)
