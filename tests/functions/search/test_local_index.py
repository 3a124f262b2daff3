"""The index in a directory: what it counts, and what it remembers of that."""

from pathlib import Path

import pytest

from search.domain.entries import Entry
from search.domain.queries import Sort
from search.engines.embedded import counting
from search.engines.embedded.index import LocalIndex
from tests.functions.search.samples import asking, changed, product

COUNT = counting.count


def entry(id_: str, name: str) -> Entry:
    return Entry(id_).after(changed(product(id_, name)))


@pytest.fixture
def index(tmp_path: Path) -> LocalIndex:
    made = LocalIndex(tmp_path)
    made.write([entry("a", "Blue kettle"), entry("b", "Red kettle"), entry("c", "Mug")])
    return made


def test_paging_and_sorting_count_nothing_again_and_another_question_does(
    index: LocalIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []

    def count(*given: object) -> object:
        counted.append(given)
        return COUNT(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(counting, "count", count)
    first = index.search(asking("kettle"))
    for again in (asking("kettle", offset=1), asking("kettle", sort=Sort.NAME), asking("kettle", limit=1)):
        results = index.search(again)
        assert (results.total, results.facets) == (first.total, first.facets)
    assert len(counted) == 1
    for other in (asking("mug"), asking("kettle", brand="Aquaro"), asking("kettle", pinned=("c",))):
        index.search(other)
    assert len(counted) == 4


def test_what_was_counted_before_a_change_is_counted_again_after_it(index: LocalIndex) -> None:
    assert index.search(asking("kettle")).total == 2
    index.write([entry("c", "Green kettle")])
    assert index.search(asking("kettle")).total == 3
