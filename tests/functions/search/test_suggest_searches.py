"""GET /api/search/suggestions as a client sees it."""

import pytest

from catalog.api.create_category import handler as create_category
from haat import clock
from haat.table import writes
from haat.table.meter import meter
from search import manifest
from search.api.suggest_searches import Parameters, handler
from search.engines.embedded.engine import EmbeddedEngine
from search.store import AskedStore, CategoryStore
from tests.functions.search.samples import changed, product
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("bucket")


def suggest(**query: str) -> Response:
    handler.__dict__.pop("_dependencies", None)  # as in a new function
    return send(handler, query=query)


def test_the_answer_has_questions_products_and_categories() -> None:
    EmbeddedEngine().apply([changed(product("p", images=("/k.jpg",)))])
    assert suggest(q="ket").json == {
        "queries": [],
        "products": [{"id": "p", "name": "Blue kettle", "image": "/k.jpg"}],
        "categories": [{"slug": "kitchen", "name": "kitchen", "products": 1}],
    }
    assert suggest(q="zzz").json == {"queries": [], "products": [], "categories": []}


def test_a_category_is_called_by_its_name_as_the_catalogue_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    EmbeddedEngine().apply([changed(product("p", category="tea-kettles"))])
    send(create_category, {"slug": "tea-kettles", "name": "Kettles & Pots"}, claims=admin_claims())
    named = [{"slug": "tea-kettles", "name": "Kettles & Pots", "products": 1}]
    assert suggest(q="ket").json["categories"] == named

    def broken(*_: object) -> None:
        raise writes.TableBusy

    monkeypatch.setattr(CategoryStore, "names", broken)
    assert send(handler, query={"q": "ket"}).json["categories"] == named
    assert suggest(q="ket").json["categories"][0]["name"] == "tea-kettles"


def test_questions_that_many_asked_are_suggested() -> None:
    asked, today = AskedStore(), clock.now()[:10]
    for question in ("kettle", "keyboard"):
        popular = asked.count(question, today, ["session-a", "session-b", "session-c"])
        assert popular
        asked.list_popular([popular])
    assert suggest(q="ke").json["queries"] == ["kettle", "keyboard"]
    assert suggest(q="ke", limit="1").json["queries"] == ["kettle"]
    assert suggest(q="key").json["queries"] == ["keyboard"]


REFUSED: tuple[dict[str, str], ...] = (
    {},
    {"q": ""},
    {"q": "x" * 201},
    {"q": "x" * 10_000},
    {"q": "x", "limit": "11"},
    {"q": "x", "sort": "name"},
)


@pytest.mark.parametrize("query", REFUSED)
def test_what_cannot_be_asked_is_refused(query: dict[str, str]) -> None:
    assert suggest(**query).status == 422


@pytest.mark.parametrize("typed", ["*", "🫖", "ﷺ", "\x00", "a" * 200, "name:x OR y", " "])
def test_strange_beginnings_begin_nothing(typed: str) -> None:
    response = suggest(q=typed)
    assert (response.status, response.json["products"]) == (200, [])


def test_a_keystroke_reads_nothing_while_the_index_at_hand_is_young(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_REFRESH_S", "60")
    EmbeddedEngine().apply([changed(product("p"))])
    suggest(q="k")
    assert len(meter.calls) == manifest.SUGGEST_SEARCHES.round_trips
    for typed in ("ke", "ket", "kett"):
        assert send(handler, query={"q": typed}).status == 200
        assert meter.calls == []


def test_a_list_is_short() -> None:
    assert Parameters("x").limit == 5
