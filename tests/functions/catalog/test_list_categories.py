"""GET /api/categories, and one of them"""

import pytest

from catalog.api import get_category
from catalog.api.list_categories import handler
from tests.functions.catalog.examples import merged, planted
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("table")


def get(**query: object) -> Response:
    return send(handler, query={name: str(value) for name, value in query.items()})


def show(slug: str) -> Response:
    return send(get_category.handler, path={"slug": slug})


def listed(**query: object) -> list[str]:
    return [item["slug"] for item in get(**query).json["items"]]


def test_anybody_sees_the_tree_in_order_of_its_paths() -> None:
    planted("home", "home/ceramics")
    answer = get()
    assert answer.json == {
        "items": [
            {"slug": "home", "name": "Home", "parent": None, "path": ["home"], "attributes": []},
            {
                "slug": "ceramics",
                "name": "Ceramics",
                "parent": "home",
                "path": ["home", "ceramics"],
                "attributes": [],
            },
        ],
        "next": None,
    }
    assert answer.headers["cache-control"] == "public, max-age=0, s-maxage=300"


def test_a_part_of_the_tree_is_asked_for_by_the_category_on_top_or_a_slug_that_leads_to_it() -> None:
    planted("home", "home/ceramics", "garden", "house")
    merged("house", into="home")
    assert listed(below="home") == listed(below="house") == ["home", "ceramics"]
    assert listed(below="hats") == []


def test_the_cursor_leads_on() -> None:
    planted("a", "b", "c")
    first = get(limit=2)
    second = get(limit=2, cursor=first.json["next"])
    assert [item["slug"] for item in second.json["items"]] == ["c"]


def test_a_cursor_of_another_list_is_refused() -> None:
    planted("a", "b", "c")
    assert get(cursor="x").json["code"] == "cursor_invalid"
    assert get(cursor=get(limit=2).json["next"], below="a").json["code"] == "cursor_invalid"
    assert get(limit=0).status == 422


def test_a_category_is_shown_with_its_path() -> None:
    planted("home", "home/ceramics")
    answer = show("ceramics")
    assert (answer.json["path"], answer.headers["etag"]) == (["home", "ceramics"], '"1"')
    assert show("hats").status == 404


def test_a_slug_that_was_merged_away_redirects() -> None:
    planted("pots", "ceramics")
    merged("pots", into="ceramics")
    answer = show("pots")
    assert (answer.status, answer.headers["location"]) == (308, "/api/categories/ceramics")
    assert listed() == ["ceramics"]
