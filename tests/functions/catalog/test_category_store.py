"""The tree of categories in the table."""

import json

import pytest
from jsonschema import Draft202012Validator

from catalog.domain import categories
from catalog.domain.categories import Category, CategoryExists
from catalog.keys import CATEGORY
from catalog.store import CategoryStore
from catalog.store.categories import KNOWN_S, TreeChanged
from haat import clock
from haat.events.outbox import EventItem, sort_key
from haat.table import reads
from haat.table.meter import meter
from tests.functions.catalog.examples import planted, slugs
from tests.functions.catalog.test_events import schema

pytestmark = pytest.mark.usefixtures("table")


def test_a_category_that_a_product_names_becomes_a_root_called_after_its_slug() -> None:
    made = CategoryStore().ensure("tea-and-coffee")
    assert made == Category("tea-and-coffee", "Tea and coffee", ("tea-and-coffee",))
    assert CategoryStore().find("tea-and-coffee") == made


def test_a_category_is_looked_up_once_in_a_while_by_a_process() -> None:
    store, now_s = CategoryStore(), clock.now_s()
    with clock.set_to(lambda: now_s):
        store.ensure("ceramics")
        meter.reset()
        assert store.ensure("ceramics").slug == "ceramics"
        assert meter.calls == []
    with clock.set_to(lambda: now_s + KNOWN_S):
        store.ensure("ceramics")
    assert meter.calls == ["dynamodb.GetItem"]


def test_a_category_that_another_process_has_made_is_taken_as_it_is() -> None:
    planted("home", "home/ceramics")
    assert CategoryStore().ensure("ceramics").path == ("home", "ceramics")


def test_categories_come_by_path_page_by_page_each_before_what_is_below_it() -> None:
    planted("home", "home/kitchen", "home-office", "home/bath", "garden")
    first = CategoryStore().page(limit=3)
    second = CategoryStore().page(limit=3, after=first.after)
    assert slugs(first) + slugs(second) == ["garden", "home-office", "home", "bath", "kitchen"]
    assert second.after is None


def test_a_part_of_the_tree_is_a_category_and_all_below_it_and_nothing_that_looks_like_it() -> None:
    planted("home", "home/kitchen", "home/kitchen/ceramics", "home-office", "home/kitchen-2", "homes")
    below = CategoryStore().page(limit=20, below=("home", "kitchen"))
    assert slugs(below) == ["kitchen", "ceramics"]


def test_of_two_changes_of_one_tree_the_second_is_told() -> None:
    planted("home", "garden")
    tree = CategoryStore().tree()
    down, up = (
        categories.replant(tree, tree.categories[slug], slug, parent)
        for slug, parent in (("home", "garden"), ("garden", "home"))
    )
    assert isinstance(down, list)
    assert isinstance(up, list)
    assert CategoryStore().change(tree, down) is None
    assert CategoryStore().change(tree, up) == TreeChanged()
    assert CategoryStore().tree().categories["garden"].path == ("garden",)


def test_a_category_that_appears_meanwhile_is_not_written_over() -> None:
    tree = CategoryStore().tree()
    new = categories.plant(tree, "hats", "Headgear", None)
    CategoryStore().ensure("hats")
    assert isinstance(new, list)
    assert CategoryStore().change(tree, new) == CategoryExists("hats")


def test_each_change_is_an_event_with_the_category_as_it_is_then() -> None:
    planted("home", "ceramics")
    tree = CategoryStore().tree()
    moved = categories.replant(tree, tree.categories["ceramics"], "Pots", "home")
    assert isinstance(moved, list)
    assert CategoryStore().change(tree, moved) is None
    event = reads.find(EventItem, CATEGORY.key("ceramics"), sort_key(2))
    assert event is not None
    Draft202012Validator(schema("category_changed")).validate(json.loads(event.data))
    assert (event.name, json.loads(event.data)) == (
        "CategoryChanged",
        {
            "category": {
                "slug": "ceramics",
                "name": "Pots",
                "path": ["home", "ceramics"],
                "version": 2,
                "merged_into": None,
            }
        },
    )
