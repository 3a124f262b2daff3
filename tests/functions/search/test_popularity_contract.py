"""How every engine treats what others buy and look at; part of the contract."""

import pytest

from search.domain.queries import Sort
from search.port import SearchEngine
from tests.functions.search.samples import asking, changed, ids, popular, product


@pytest.fixture
def kettles(engine: SearchEngine) -> SearchEngine:
    """Three kettles that are alike, and a cup that says more of kettles than they do."""
    engine.apply([changed(product(id_, "Blue kettle")) for id_ in ("a", "b", "c")])
    engine.apply([changed(product("cup", "Cup", description="Stands on a kettle."))])
    return engine


def scores(engine: SearchEngine) -> dict[str, float | None]:
    return {hit.id: hit.score for hit in engine.search(asking("kettle")).hits}


def test_the_most_popular_come_first_where_that_is_asked_for(kettles: SearchEngine) -> None:
    kettles.apply([popular("cup", 3), popular("b", 7), popular("c", 1)])
    for text in ("", "kettle"):
        assert ids(kettles.search(asking(text, sort=Sort.POPULARITY))) == ["b", "cup", "c", "a"]


def test_of_products_alike_the_more_popular_ranks_higher_and_no_popularity_makes_up_for_words(
    kettles: SearchEngine,
) -> None:
    kettles.apply([popular("b", 6), popular("c", 2), popular("cup", 40)])
    assert ids(kettles.search(asking("kettle"))) == ["b", "c", "a", "cup"]
    kettles.apply([popular("a", 10), popular("b", 0, sequence=2)])
    assert ids(kettles.search(asking("kettle"))) == ["a", "c", "b", "cup"]


def test_a_level_between_two_steps_counts_like_the_lower(kettles: SearchEngine) -> None:
    kettles.apply([popular("a", 6), popular("b", 9), popular("c", 5)])
    found = scores(kettles)
    assert found["a"] == found["b"]
    assert (found["c"] or 0) < (found["a"] or 0)


def test_who_is_hardly_popular_ranks_like_those_of_whom_nothing_is_known(kettles: SearchEngine) -> None:
    kettles.apply([popular("a", 0), popular("b", 1), popular("cup", 1)])
    found = scores(kettles)
    assert found["a"] == found["b"] == found["c"]
    assert ids(kettles.search(asking("kettle")))[-1] == "cup"


def test_no_word_of_a_question_finds_what_is_popular(kettles: SearchEngine) -> None:
    kettles.apply([popular("a", 20)])
    for text in ("≥2", "2", "popular"):
        assert kettles.search(asking(text)).total == 0, text


def test_popularity_may_come_late_twice_and_before_its_product(engine: SearchEngine) -> None:
    assert engine.apply([popular("p", 9, sequence=2)]) == 1
    assert engine.apply([popular("p", 1), popular("p", 9, sequence=2)]) == 0
    engine.apply([changed(product("p")), changed(product("q"))])
    assert ids(engine.search(asking(sort=Sort.POPULARITY))) == ["p", "q"]
    engine.apply([changed(product("p", version=2)), popular("q", 4)])
    assert ids(engine.search(asking(sort=Sort.POPULARITY))) == ["p", "q"]
    engine.apply([popular("p", 0, sequence=3)])
    assert ids(engine.search(asking(sort=Sort.POPULARITY))) == ["q", "p"]
