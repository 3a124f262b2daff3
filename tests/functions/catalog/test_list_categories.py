"""GET /api/categories"""

import pytest

from catalog.api.list_categories import handler
from catalog.store import CategoryStore
from tests.support.requests import Response, send

pytestmark = pytest.mark.usefixtures("table")


def get(**query: object) -> Response:
    return send(handler, query={name: str(value) for name, value in query.items()})


def test_anybody_sees_the_categories_by_slug() -> None:
    for slug in ("tea-and-coffee", "ceramics"):
        CategoryStore().ensure(slug)
    answer = get()
    assert answer.json == {
        "items": [
            {"slug": "ceramics", "name": "Ceramics"},
            {"slug": "tea-and-coffee", "name": "Tea and coffee"},
        ],
        "next": None,
    }
    assert answer.headers["cache-control"] == "public, max-age=0, s-maxage=300"


def test_the_cursor_leads_on() -> None:
    for slug in ("a", "b", "c"):
        CategoryStore().ensure(slug)
    first = get(limit=2)
    second = get(limit=2, cursor=first.json["next"])
    assert [item["slug"] for item in second.json["items"]] == ["c"]


def test_a_cursor_of_another_list_is_refused() -> None:
    assert get(cursor="x").json["code"] == "cursor_invalid"
    assert get(limit=0).status == 422
