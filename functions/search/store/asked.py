"""Questions that visitors asked: a tally of each, and the list of the popular ones."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from haat import clock
from haat.derived import tag
from haat.faults import Transient
from haat.table import reads, writes
from haat.table.item import Document, Item
from search.domain.popularity import DAYS_KEPT, NUMBER_BITS, Popular, Tally, listed
from search.keys import ASKED, ASKED_SORT, POPULAR, POPULAR_SORT

KEPT_S = (DAYS_KEPT + 1) * 24 * 3600
ATTEMPTS = 5  # of a change that meets another
_HEX_DIGITS = NUMBER_BITS // 4
T = TypeVar("T")


class TallyItem(Item, discriminator="search_tally"):
    """Who asked a question, as numbers that say nothing of the visit, nor that it asked another one."""

    content: Document[Tally] = Document(Tally)


class PopularItem(Item, discriminator="search_popular"):
    """The popular questions, 300 at most: up to 50 KB, about 20 as people ask."""

    content: Document[tuple[Popular, ...]] = Document(tuple[Popular, ...])


class ContendedQuestion(Transient):
    """A change met another one, attempt after attempt."""


class AskedStore:
    """Questions asked; each method is one row of ACCESS_PATTERNS.md."""

    def count(self, question: str, day: str, sessions: Sequence[str]) -> Popular | None:
        """These sessions asked it that day; how popular it is then. A read and a write, none if no news."""
        visits = [int(tag("asked", f"{question}\n{session}")[:_HEX_DIGITS], 16) for session in sessions]
        pk = ASKED.key(tag("question", question))
        new = Tally(question, {})
        return _change(TallyItem, pk, ASKED_SORT, lambda tally: (tally or new).after(day, visits)).popular()

    def list_popular(self, news: Sequence[Popular]) -> None:
        """Bring the list up to date. A read and a write, none if it is no news."""
        _change(PopularItem, POPULAR.key("list"), POPULAR_SORT, lambda known: listed(known or (), news))

    def popular(self) -> tuple[Popular, ...]:
        """The popular questions, the first first. One eventual read of about 20 KB."""
        item = reads.find(PopularItem, POPULAR.key("list"), POPULAR_SORT)
        return item.content if item else ()


def _change(of: type[TallyItem | PopularItem], pk: str, sk: str, change: Callable[[Any], T]) -> T:
    """Change the content of an item, from None if there is none yet. Raises: ContendedQuestion."""
    for _ in range(ATTEMPTS):
        item = reads.find(of, pk, sk, consistent=True)
        before = item.content if item else None
        after = change(before)
        if after == before:
            return after
        is_as_read = of.version == item.version if item else of.pk.does_not_exist()
        version, ttl = item.version + 1 if item else 1, clock.now_s() + KEPT_S
        new = of(pk=pk, sk=sk, content=after, version=version, ttl=ttl)
        if not writes.commit(writes.put(new, when=is_as_read, refused=lambda _: ContendedQuestion(pk))):
            return after
    raise ContendedQuestion(pk)
