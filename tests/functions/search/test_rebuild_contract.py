"""How every engine is built anew; part of the contract."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from search.domain.entries import Change, Rating, RatingChanged
from search.port import SearchEngine
from tests.functions.search.samples import asking, changed, ids, popular, product, stocked

NewEngine = Callable[[], SearchEngine]


class SourceBroken(Exception):
    """Reading the sources failed."""


def everything(engine: SearchEngine) -> list[str]:
    return sorted(ids(engine.search(asking())))


def test_a_rebuilt_index_knows_what_its_sources_say_and_nothing_else(new_engine: NewEngine) -> None:
    writer, reader = new_engine(), new_engine()
    writer.apply([changed(product("p", "Restored from a backup", version=9)), changed(product("ghost"))])
    batches: list[list[Change]] = [
        [changed(product("p", version=3)), stocked("p-0")],
        [changed(product("q")), changed(product("gone", state="archived"))],
    ]
    assert writer.rebuild(batches) == 3
    assert everything(reader) == ["p", "q"]
    assert ids(reader.search(asking("kettle", in_stock=True))) == ["p"]
    known = reader.find_many(["p", "gone", "ghost"])
    assert {id_: entry.version for id_, entry in known.items()} == {"p": 3, "gone": 1}


def test_an_index_is_built_where_there_was_none(new_engine: NewEngine) -> None:
    assert new_engine().rebuild([[changed(product("p"))]]) == 1
    assert everything(new_engine()) == ["p"]
    assert new_engine().rebuild([]) == 0
    assert everything(new_engine()) == []


def test_what_changes_meanwhile_is_not_lost(new_engine: NewEngine) -> None:
    builder, writer, reader = new_engine(), new_engine(), new_engine()
    writer.apply([changed(product("p")), changed(product("q")), stocked("p-0")])

    rated = RatingChanged("q", Rating(1, count=2, sum=9))

    def read_slowly() -> Iterator[Sequence[Change]]:
        batch: list[Change] = [changed(product("p")), stocked("p-0"), changed(product("q")), popular("q", 2)]
        writer.apply([changed(product("p", "Red mug", version=2)), changed(product("new"))])
        yield batch
        writer.apply([stocked("q-0"), changed(product("new", version=2)), rated, popular("q", 7, sequence=2)])

    builder.rebuild(read_slowly())
    assert ids(reader.search(asking("mug"))) == ["p"]
    assert sorted(ids(reader.search(asking(in_stock=True)))) == ["p", "q"]
    known = reader.find_many(["p", "q", "new"])
    assert {id_: entry.version for id_, entry in known.items()} == {"p": 2, "q": 1, "new": 2}
    assert (known["q"].rating, known["q"].popular) == (rated.rating, 7)


def test_there_is_an_index_to_read_at_every_moment(new_engine: NewEngine) -> None:
    builder, reader = new_engine(), new_engine()
    batch = [changed(product("p"))]
    builder.apply(batch)
    seen: list[list[str]] = []

    def look_and_read() -> Iterator[Sequence[Change]]:
        seen.append(everything(reader))
        yield batch
        seen.append(everything(reader))

    for _ in range(3):
        builder.rebuild(look_and_read())
        seen.append(everything(reader))
    assert seen == [["p"]] * 9


def test_a_rebuild_that_fails_changes_nothing_and_hinders_none(new_engine: NewEngine) -> None:
    builder, reader = new_engine(), new_engine()
    builder.apply([changed(product("p"))])

    def broken() -> Iterator[Sequence[Change]]:
        yield [changed(product("q"))]
        raise SourceBroken

    with pytest.raises(SourceBroken):
        builder.rebuild(broken())
    assert everything(reader) == ["p"]
    builder.apply([changed(product("r"))])
    assert everything(reader) == ["p", "r"]
    builder.rebuild([[changed(product("q"))]])
    assert everything(reader) == ["q"]


def test_old_news_stay_old_in_a_rebuilt_index(new_engine: NewEngine) -> None:
    engine = new_engine()
    engine.rebuild([[changed(product("p", version=2)), stocked("p-0", sequence=2)]])
    assert engine.apply([changed(product("p")), stocked("p-0", in_stock=False)]) == 0


def test_many_entries_are_read_at_once(new_engine: NewEngine) -> None:
    engine = new_engine()
    assert engine.find_many(["p"]) == {}
    engine.apply([changed(product("p")), stocked("q-0")])
    assert engine.find_many(["p", "q", "r"]) == {id_: engine.find(id_) for id_ in ("p", "q")}
    assert engine.find_many([]) == {}
