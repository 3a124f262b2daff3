"""POST /api/categories, PUT /api/categories/{slug}, POST /api/categories/{slug}/merge"""

from typing import Any
from unittest.mock import patch

import pytest

from catalog.api import create_category, get_category, merge_category, replace_category
from catalog.manifest import CREATE_CATEGORY
from catalog.store import CategoryStore
from haat.table.meter import meter
from tests.functions.catalog.examples import planted, slugs
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def create(body: Any, **headers: str) -> Response:
    return send(create_category.handler, body, headers=_named(headers), claims=admin_claims())


def put(slug: str, body: Any, **headers: str) -> Response:
    path = {"slug": slug}
    return send(replace_category.handler, body, path=path, headers=_named(headers), claims=admin_claims())


def merge(slug: str, into: str, **headers: str) -> Response:
    path = {"slug": slug}
    return send(
        merge_category.handler, {"into": into}, path=path, headers=_named(headers), claims=admin_claims()
    )


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def listed() -> list[str]:
    return ["/".join(one.path) for one in CategoryStore().page(limit=100).categories]


def test_a_category_is_created_and_shown_where_the_answer_says() -> None:
    create({"slug": "home", "name": "House & home"})
    answer = create({"slug": "ceramics", "parent": "home"})
    assert (answer.status, answer.headers["location"]) == (201, "/api/categories/ceramics")
    assert answer.json == {
        "slug": "ceramics",
        "name": "Ceramics",
        "parent": "home",
        "path": ["home", "ceramics"],
        "attributes": [],
    }
    assert send(get_category.handler, path={"slug": "ceramics"}).json == answer.json


def test_it_takes_the_tree_and_one_transaction() -> None:
    create({"slug": "home"})
    assert meter.calls == ["dynamodb.GetItem", "dynamodb.Query", "dynamodb.TransactWriteItems"]
    assert len(meter.calls) <= CREATE_CATEGORY.round_trips


def test_a_repeat_with_the_same_key_gets_the_same_answer() -> None:
    first = create({"slug": "home"}, idempotency_key="k")
    again = create({"slug": "home"}, idempotency_key="k")
    assert (again.status, again.text) == (201, first.text)
    assert create({"slug": "home"}).json["code"] == "category_exists"


def test_a_category_is_renamed_and_moved_with_what_is_below_it() -> None:
    planted("home", "home/kitchen", "home/kitchen/pots", "garden")
    answer = put("kitchen", {"name": "Kitchenware", "parent": "garden"})
    assert (answer.json["name"], answer.json["path"]) == ("Kitchenware", ["garden", "kitchen"])
    assert answer.headers["etag"] == '"2"'
    assert listed() == ["garden", "garden/kitchen", "garden/kitchen/pots", "home"]


def test_a_move_below_itself_is_refused_and_changes_nothing() -> None:
    planted("home", "home/kitchen")
    refused = put("home", {"name": "Home", "parent": "kitchen"})
    assert (refused.status, refused.json["code"]) == (409, "category_below_itself")
    assert merge("home", "kitchen").status == 409
    assert listed() == ["home", "home/kitchen"]


def test_a_category_that_was_merged_is_no_category_any_more() -> None:
    planted("pots", "pots/big", "ceramics")
    answer = merge("pots", "ceramics")
    assert (answer.status, answer.json["path"]) == (200, ["ceramics", "pots"])
    assert listed() == ["ceramics", "ceramics/big"]
    assert put("pots", {"name": "Pots"}).status == merge("pots", "big").status == 404
    assert create({"slug": "big-pots", "parent": "pots"}).json["code"] == "category_unknown"


def test_a_change_of_what_the_caller_has_not_seen_is_refused() -> None:
    planted("home", "garden")
    assert put("home", {"name": "House"}, if_match='"1"').status == 200
    assert put("home", {"name": "Home"}, if_match='"1"').status == 412
    assert merge("home", "garden", if_match='"1"').status == 412


def test_two_moves_at_once_are_made_one_after_the_other_and_never_a_circle() -> None:
    planted("home", "garden")
    tree, others = CategoryStore.tree, iter([("garden", {"name": "Garden", "parent": "home"})])

    def tree_and_a_move(store: CategoryStore) -> Any:
        found = tree(store)
        for slug, body in others:
            assert put(slug, body).status == 200
        return found

    with patch.object(CategoryStore, "tree", tree_and_a_move):
        late = put("home", {"name": "Home", "parent": "garden"})
    assert late.json["code"] == "category_below_itself"
    assert slugs(CategoryStore().page(limit=9)) == ["home", "garden"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"slug": "Home"},
        {"slug": "home/garden"},
        {"slug": "home", "name": ""},
        {"slug": "home", "parent": "a b"},
        {"slug": "home", "path": []},
    ],
)
def test_what_is_no_category_is_refused(body: Any) -> None:
    assert create(body).status == 422


def test_only_an_admin_may() -> None:
    for handler in (create_category.handler, replace_category.handler, merge_category.handler):
        assert send(handler, {}, path={"slug": "home"}, claims=customer_claims()).status == 403
