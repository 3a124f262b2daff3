"""What a product is, by what the shop says or by its name."""

import pytest

from search.domain.kinds import kinds_of
from tests.functions.search.samples import product

NAMED = {
    "Blue kettle": "kettle",
    "Aquaro Electric Kettle, 1.7 l": "Electric Kettle",
    "Retractable Laptop Lock - Keyed": "Retractable Laptop Lock",
    "Combination Lock for Laptops": "Combination Lock",
    "Desk lamp with USB charger Black": "Desk lamp",
    "Summer Pals 500 pcs Jigsaw puzzle": "Jigsaw puzzle",
    "4711": "",
}


@pytest.mark.parametrize(("name", "kind"), NAMED.items())
def test_a_name_ends_with_what_the_product_is_before_what_goes_with_it(name: str, kind: str) -> None:
    assert " ".join(kinds_of(product("p", name))) == kind


def test_the_shops_own_word_counts_before_the_name() -> None:
    told = product("p", "Targus City Notebook", attributes={"product_type": "notebook case"})
    assert kinds_of(told) == ("notebook case",)


def test_a_stroke_stands_between_words_that_are_as_good_as_each_other() -> None:
    both = product("p", attributes={"product_type": "stereo headphones/headset"})
    assert kinds_of(both) == ("stereo headphones", "stereo headset")


@pytest.mark.parametrize("told", ["", 7, True, "/", " "])
def test_a_type_that_says_nothing_does_no_harm(told: str | int | bool) -> None:
    assert set(kinds_of(product("p", attributes={"product_type": told}))) <= {"kettle"}
