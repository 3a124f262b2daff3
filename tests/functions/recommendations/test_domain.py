"""What is known of products, and what is shown."""

import itertools

import pytest

from recommendations.domain.choosing import (
    GONE_MAX,
    SEEN_MAX,
    Kind,
    ReadyList,
    Shown,
    choose,
    gone_after,
    seen_after,
)
from recommendations.domain.products import Likeness, Product, Stock, StockTold, Told, fold

LIKENESS = Likeness("Red bowl", "Haat", ("kitchen", "bowls"), {"colour": "red", "story": "x" * 61})


def told(version: int = 1, *, is_active: bool = True) -> Told:
    return Told("p", version, is_active, ("a", "b"), LIKENESS)


def stock(sku: str, sequence: int, *, in_stock: bool) -> StockTold:
    return StockTold("p", sku, Stock(sequence, in_stock))


CHANGES: tuple[Told | StockTold, ...] = (
    told(1),
    told(2, is_active=False),
    told(3),
    stock("a", 1, in_stock=False),
    stock("a", 2, in_stock=True),
    stock("b", 1, in_stock=False),
)


def test_whatever_order_changes_come_in_the_last_word_is_the_same() -> None:
    whole = fold((), CHANGES)
    assert all(fold((), order) == whole for order in itertools.permutations(CHANGES))
    assert fold(whole.values(), CHANGES) == whole
    assert whole["p"].is_for_sale


@pytest.mark.parametrize(
    ("changes", "is_for_sale"),
    [
        ((), True),
        ((told(),), True),
        ((told(is_active=False),), False),
        ((told(), stock("a", 1, in_stock=False)), True),
        ((told(), stock("a", 1, in_stock=False), stock("b", 1, in_stock=False)), False),
        ((told(), stock("a", 1, in_stock=False), stock("b", 1, in_stock=True)), True),
    ],
)
def test_a_product_is_for_sale_as_far_as_known(
    changes: tuple[Told | StockTold, ...], is_for_sale: bool
) -> None:
    product = Product("p")
    for change in changes:
        product = product.after(change)
    assert product.is_for_sale is is_for_sale


def test_traits_are_category_words_brand_and_short_attributes() -> None:
    assert list(LIKENESS.traits()) == [
        "category kitchen", "category bowls", "word red", "word bowl", "brand haat", "colour red"
    ]  # fmt: skip


def test_lists_follow_each_other_without_what_is_hidden_and_each_product_once() -> None:
    lists = [ReadyList(Kind.FOR_YOU, ("a", "b", "c")), ReadyList(Kind.POPULAR, ("c", "d", "e", "f"))]
    assert choose(lists, without={"b", "e"}, limit=4) == [
        Shown("a", Kind.FOR_YOU), Shown("c", Kind.FOR_YOU), Shown("d", Kind.POPULAR), Shown("f", Kind.POPULAR)
    ]  # fmt: skip
    assert choose(lists, without=(), limit=1) == [Shown("a", Kind.FOR_YOU)]


def test_only_the_newest_seen_are_kept_and_what_is_seen_again_is_new_again() -> None:
    assert seen_after(("a", "b"), ["c", "a"]) == ("b", "c", "a")
    assert seen_after((), [str(n) for n in range(SEEN_MAX + 5)]) == tuple(
        str(n) for n in range(5, SEEN_MAX + 5)
    )


def test_what_comes_back_is_gone_no_more() -> None:
    assert gone_after(("a", "b"), ["c"], ["a"]) == ("b", "c")
    assert gone_after((), ["a"], ["a"]) == ()
    assert len(gone_after((), [str(n) for n in range(GONE_MAX + 5)], ())) == GONE_MAX
