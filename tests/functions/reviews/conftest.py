"""What the tests of reviews share: a product that Ada bought."""

from collections.abc import Callable, Iterator

import pytest

from auditor.domain import audit
from haat.table.writes import Write
from reviews import changing
from reviews.store.reviews import ReviewStore
from tests.functions.reviews.support import BOWL, bought, listed
from tests.support.table import raw_items

__all__ = ["crowd", "shop"]


Crowd = list[Callable[[], object]]


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> Crowd:
    """What others do between a read and its save: each save runs the next of these first, theirs too."""
    waiting: Crowd = []
    commit = ReviewStore.commit

    def raced(self: ReviewStore, *pending: Write) -> list[object]:
        if waiting:
            waiting.pop(0)()
        return commit(self, *pending)

    monkeypatch.setattr(ReviewStore, "commit", raced)
    return waiting


@pytest.fixture
def shop(table: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bowl is on sale, and Ada has bought it. In the end ratings, votes and counts add up."""
    monkeypatch.setattr(changing, "BACKOFF_BASE_S", 0)
    listed(BOWL)
    bought("ada", BOWL)
    yield
    assert audit(raw_items(), None, quiet=False) == []
