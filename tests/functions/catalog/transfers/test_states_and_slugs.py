"""What a file says of states and slugs."""

from dataclasses import replace

import pytest

from catalog.domain import State
from catalog.store import ProductStore
from catalog.transfers.deciding import Wish, product_of
from catalog.transfers.imports import Result
from catalog.transfers.records import Wrong
from catalog.transfers.upserting import Upserter
from tests.functions.catalog.examples import draft

pytestmark = pytest.mark.usefixtures("table")


def wish(line: int, sku: str, *, slug: str = "", state: State | None = None) -> Wish:
    return Wish(line, replace(draft(sku), slug=slug), ("ceramics",), f"imp_1/{line}", state)


def apply(*wishes: Wish) -> dict[int, object]:
    known = Upserter().known([sku for one in wishes for sku in one.skus])
    return {
        line: outcome.code if isinstance(outcome, Wrong) else outcome
        for line, outcome in Upserter().apply(wishes, known).items()
    }


def state_of(sku: str) -> State:
    product_id = product_of(wish(1, sku), Upserter().known([sku]))
    product = ProductStore().find_any(str(product_id))
    assert product
    return product.state


def test_a_product_is_on_sale_unless_the_file_says_that_it_is_a_draft() -> None:
    assert apply(wish(1, "A"), wish(2, "B", state=State.DRAFT)) == {1: Result.CREATED, 2: Result.CREATED}
    assert (state_of("A"), state_of("B")) == (State.ACTIVE, State.DRAFT)


def test_a_draft_is_put_on_sale_when_the_file_says_so_and_not_the_other_way_round() -> None:
    apply(wish(1, "A", state=State.DRAFT))
    assert apply(wish(2, "A")) == {2: Result.UNCHANGED}
    assert apply(wish(3, "A", state=State.ACTIVE)) == {3: Result.UPDATED}
    assert apply(wish(4, "A", state=State.DRAFT)) == {4: "product_on_sale"}


def test_a_slug_of_another_product_costs_that_line_only() -> None:
    apply(wish(1, "A", slug="bowl"))
    outcomes = apply(wish(2, "B", slug="bowl"), wish(3, "C", slug="cup"))
    assert outcomes == {2: "slug_taken", 3: Result.CREATED}
