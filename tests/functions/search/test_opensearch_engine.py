"""What only OpenSearch can do wrong: other writers, entries it will not take, requests nobody has signed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from haat.money import Money
from search.domain.entries import Entry
from search.engines.opensearch import connection, versions, writing
from search.engines.opensearch.engine import OpenSearchEngine
from search.engines.opensearch.writing import EntriesRefused, IndexBusy, Kept, VersionGone
from tests.functions.search.samples import asking, changed, ids, product, stocked

TOO_MUCH = 10**30  # minor units: no index keeps such a number


@pytest.fixture
def engine(cluster: None) -> OpenSearchEngine:
    return OpenSearchEngine()


def test_writers_of_the_same_product_lose_nothing_of_each_other(engine: OpenSearchEngine) -> None:
    engine.apply([changed(product("p", prices_minor=(1,) * 8))])
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda n: engine.apply([stocked(f"p-{n}")]), range(8)))
    known = engine.find("p")
    assert known
    assert sorted(known.stock) == [f"p-{n}" for n in range(8)]


def test_an_entry_that_changed_since_it_was_read_is_read_again(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.apply([changed(product("p"))])
    read, stale = writing.read, [{"p": Kept(Entry("p"))}]
    monkeypatch.setattr(writing, "read", lambda version, ids: stale.pop() if stale else read(version, ids))
    assert engine.apply([changed(product("p")), stocked("p-0")]) == 1
    assert ids(engine.search(asking("kettle", in_stock=True))) == ["p"]


def test_who_is_overtaken_again_and_again_says_so(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.apply([changed(product("p"))])
    monkeypatch.setattr(writing, "read", lambda version, ids: {"p": Kept(Entry("p"))})
    with pytest.raises(IndexBusy, match="overtaken"):
        engine.apply([changed(product("p", version=2))])


def test_an_entry_that_is_refused_is_named_and_holds_up_no_other(engine: OpenSearchEngine) -> None:
    many = [changed(product(f"p{n}")) for n in range(5)]
    with pytest.raises(EntriesRefused, match=r"bad: .*price_minor") as refusal:
        engine.apply([changed(product("bad", prices_minor=(TOO_MUCH,))), *many])
    assert "p0" not in str(refusal.value)
    assert engine.search(asking()).total == 5


def test_a_version_that_is_gone_is_not_brought_back_by_a_late_write(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.apply([changed(product("p"))])
    first, _ = versions.written()
    connection.client().indices.delete(index=first.index)
    with pytest.raises(VersionGone):
        writing.write(first, [changed(product("q"))])
    monkeypatch.setattr(writing, "read", lambda version, ids: {"q": Kept(Entry("q"))})
    with pytest.raises(VersionGone):
        writing.write(first, [changed(product("q"))])
    assert connection.client().indices.get(index="haat-products-*") == {}


def test_two_first_writers_make_one_index(engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = versions.known()
    engine.apply([changed(product("p"))])
    with monkeypatch.context() as late:
        late.setattr(versions, "known", lambda: nothing)
        engine.apply([changed(product("q"))])
    assert len(versions.known().all) == 1
    assert sorted(ids(engine.search(asking()))) == ["p", "q"]


def test_an_index_takes_no_field_that_it_was_not_made_for(engine: OpenSearchEngine) -> None:
    engine.apply([changed(product("p", attributes={"diagonal": 13.3, "entry": "x"}))])
    [mapping] = connection.client().indices.get_mapping(index=versions.READ).values()
    assert mapping["mappings"]["dynamic"] == "strict"
    known = engine.find("p")
    assert known
    assert known.product == product("p", attributes={"diagonal": 13.3, "entry": "x"})
    assert known.product.price.lowest == Money(1999, "EUR")


def test_a_request_to_aws_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSEARCH_ENDPOINT", "https://search.example")
    monkeypatch.setenv("OPENSEARCH_SIGNED_FOR", "aoss")
    [node] = connection.client().transport.connection_pool.connections
    headers = node.http_auth("GET", "https://search.example/haat-products/_search", b"{}")
    assert "/eu-central-1/aoss/aws4_request" in headers["Authorization"]
