"""What visitors searched for and found is counted, to be suggested to others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from haat.events.envelope import Event
from haat.events.reaction import batch_reaction
from search import manifest
from search.domain.questions import countable
from search.store import AskedStore


@dataclass(frozen=True, slots=True)
class Search:
    """A question as it was typed, and how many products were found."""

    query: str
    results: int


@dataclass(frozen=True, slots=True)
class Data:
    """What this reads of each event; nobody's name."""

    session_id: str
    searches: tuple[Search, ...]


@batch_reaction(manifest.COUNT_SEARCHES)
def handler(events: list[Event[Data]], asked: AskedStore) -> None:
    """Count a whole batch, each question once; a session counts once a day, however often it is told."""
    news = [asked.count(question, day, sorted(who)) for (question, day), who in _askers(events).items()]
    popular = [one for one in news if one]
    if popular:
        asked.list_popular(popular)


def _askers(events: Iterable[Event[Data]]) -> dict[tuple[str, str], set[str]]:
    """The sessions by question and day."""
    askers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event in events:
        for search in event.data.searches:
            question = countable(search.query) if search.results else None
            if question:
                askers[question, event.occurred_at[:10]].add(event.data.session_id)
    return askers
