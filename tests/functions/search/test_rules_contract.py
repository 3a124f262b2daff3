"""What admins say about questions, in the answers of every engine; part of the contract."""

import pytest

from search.category_names import CategoryNames
from search.domain.rules import Kind, Rule, Terms, steer
from search.finding import Page, Parameters, find
from search.port import SearchEngine
from tests.functions.search.samples import changed, product

SYNONYMS = Terms(Kind.SYNONYMS, phrases=("kettle", "water boiler", "samovar"))
ONE_WAY = Terms(Kind.SYNONYMS, phrases=("kettle", "samovar"), one_way=True)
REDIRECT = Terms(Kind.REDIRECT, question="kettle", to="/c/kettles")
PINS = Terms(Kind.PINS, question="kettle", products=("mug", "gone", "red"))


@pytest.fixture
def shelf(engine: SearchEngine) -> SearchEngine:
    """Two kettles, a samovar, a mug, and a kettle that was sold once."""
    names = {"blue": "Blue kettle", "red": "Big red kettle", "samovar": "Samovar", "mug": "Mug"}
    engine.apply([changed(product(id_, name)) for id_, name in names.items()])
    engine.apply([changed(product("gone", "Old kettle", state="archived"))])
    return engine


def asked(engine: SearchEngine, question: str, *terms: Terms) -> Page:
    rules = [Rule(f"rule_{number}", one, 1, "", "", "") for number, one in enumerate(terms)]
    page = find(Parameters(q=question), engine, steer(question, rules), CategoryNames())
    assert isinstance(page, Page)
    return page


def ids(page: Page) -> list[str]:
    return [item.id for item in page.items]


def test_synonyms_redirects_and_pins_each_do_what_they_say(shelf: SearchEngine) -> None:
    assert sorted(ids(asked(shelf, "kettle"))) == ["blue", "red"]
    for question in ("kettle", "water boiler", "samovars"):
        found = asked(shelf, question, SYNONYMS)
        assert (sorted(ids(found)), found.total) == (
            (["blue", "red", "samovar"], 3) if question != "samovars" else (["samovar"], 1)
        )
    assert ids(asked(shelf, "samovar", ONE_WAY)) == ["samovar"]
    assert sorted(ids(asked(shelf, "kettle", ONE_WAY))) == ["blue", "red", "samovar"]
    assert ids(asked(shelf, "Kettle!", PINS)) == ["mug", "red", "blue"]
    assert "mug" not in ids(asked(shelf, "big kettle", PINS))
    led = asked(shelf, "kettle", REDIRECT)
    assert (led.redirect, led.total) == ("/c/kettles", 2)


def test_rules_add_up(shelf: SearchEngine) -> None:
    page = asked(shelf, "kettle", SYNONYMS, REDIRECT, PINS)
    assert (ids(page)[:2], sorted(ids(page)[2:])) == (["mug", "red"], ["blue", "samovar"])
    assert (page.total, page.redirect) == (4, "/c/kettles")
