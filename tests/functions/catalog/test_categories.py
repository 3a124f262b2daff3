"""The tree of categories: what may be put where."""

import pytest

from catalog.domain import categories
from catalog.domain.categories import (
    DEPTH_MAX,
    MOVED_MAX,
    Category,
    CategoryBelowItself,
    CategoryExists,
    CategoryUnknown,
    TooManyCategoriesMoved,
    Tree,
    TreeTooDeep,
)


def tree(*paths: str) -> Tree:
    found = [tuple(path.split("/")) for path in paths]
    return Tree(1, {path[-1]: Category(path[-1], categories.name_of(path[-1]), path) for path in found})


def after(before: Tree, changed: object) -> Tree:
    assert isinstance(changed, list), changed
    return Tree(2, {**before.categories, **{one.slug: one for one in changed}})


def paths(changed: object) -> list[str]:
    assert isinstance(changed, list), changed
    return ["/".join(one.path) for one in changed]


SHOP = tree("home", "home/kitchen", "home/kitchen/ceramics", "home/bath", "garden")


def test_a_category_is_planted_below_its_parent_or_as_a_root() -> None:
    assert paths(categories.plant(SHOP, "pots", "Pots", "garden")) == ["garden/pots"]
    assert paths(categories.plant(SHOP, "toys", "Toys", None)) == ["toys"]


def test_a_slug_names_one_category_for_ever() -> None:
    assert categories.plant(SHOP, "bath", "Bath", None) == CategoryExists("bath")
    merged = after(SHOP, categories.merge(SHOP, SHOP.categories["bath"], "garden"))
    assert categories.plant(merged, "bath", "Bath", None) == CategoryExists("bath")


def test_what_is_below_a_category_moves_with_it() -> None:
    moved = categories.replant(SHOP, SHOP.categories["kitchen"], "Kitchen", "garden")
    assert paths(moved) == ["garden/kitchen", "garden/kitchen/ceramics"]
    assert isinstance(moved, list)
    assert [one.version for one in moved] == [2, 2]


def test_a_new_name_moves_nothing() -> None:
    renamed = categories.replant(SHOP, SHOP.categories["home"], "House", None)
    assert renamed == [Category("home", "House", ("home",), 2)]


@pytest.mark.parametrize("target", ["home", "kitchen", "ceramics"])
def test_nothing_goes_below_itself(target: str) -> None:
    home = SHOP.categories["home"]
    refusal = CategoryBelowItself("home", target)
    assert categories.replant(SHOP, home, "Home", target) == refusal
    assert categories.merge(SHOP, home, target) == refusal


def test_a_parent_has_to_be_there() -> None:
    bath = SHOP.categories["bath"]
    assert categories.plant(SHOP, "hats", "Hats", "wear") == CategoryUnknown("wear")
    assert categories.replant(SHOP, bath, "Bath", "wear") == CategoryUnknown("wear")
    assert categories.merge(SHOP, bath, "wear") == CategoryUnknown("wear")
    merged = after(SHOP, categories.merge(SHOP, bath, "garden"))
    assert categories.plant(merged, "towels", "Towels", "bath") == CategoryUnknown("bath")


def test_what_was_below_a_category_is_below_the_one_that_took_it_over() -> None:
    merged = categories.merge(SHOP, SHOP.categories["kitchen"], "garden")
    assert paths(merged) == ["garden/kitchen", "garden/ceramics"]
    assert isinstance(merged, list)
    assert [one.merged_into for one in merged] == ["garden", None]


def test_whoever_follows_merged_slugs_is_sent_on_once() -> None:
    once = after(SHOP, categories.merge(SHOP, SHOP.categories["ceramics"], "kitchen"))
    twice = after(once, categories.merge(once, once.categories["kitchen"], "garden"))
    leads = {slug: twice.categories[slug].merged_into for slug in ("ceramics", "kitchen")}
    assert leads == {"ceramics": "garden", "kitchen": "garden"}
    assert twice.categories["ceramics"].path == ("garden", "ceramics")


def test_a_tree_has_a_bounded_depth_whatever_moves() -> None:
    slugs = [f"d{number}" for number in range(DEPTH_MAX)]
    deep = tree(*("/".join(slugs[: depth + 1]) for depth in range(DEPTH_MAX)), "top", "top/sub")
    too_deep = TreeTooDeep(DEPTH_MAX + 1)
    assert categories.plant(deep, "d10", "D10", slugs[-1]) == too_deep
    assert categories.replant(deep, deep.categories["d1"], "D1", "sub") == too_deep
    assert categories.replant(deep, deep.categories["top"], "Top", slugs[-2]) == too_deep


def test_one_request_moves_a_bounded_number() -> None:
    wide = tree("top", *(f"top/c{number}" for number in range(MOVED_MAX)), "other")
    refusal = TooManyCategoriesMoved(MOVED_MAX + 1)
    assert categories.replant(wide, wide.categories["top"], "Top", "other") == refusal
    assert categories.merge(wide, wide.categories["top"], "other") == refusal
    assert isinstance(categories.replant(wide, wide.categories["top"], "Summit", None), list)
