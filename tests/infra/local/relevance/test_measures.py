"""Rankings are scored as people's grades say; the figures here were worked out by hand."""

from math import log2

import pytest

from infra.local.relevance.measures import Score, figures, score

GRADES = {"good": 3, "fair": 1, "bad": 0}


def test_the_best_order_scores_one() -> None:
    best = score(["good", "fair", "bad"], GRADES)
    assert best == Score(ndcg=1, ndcg_judged=1, judged=1, reciprocal_rank=1, found=True)


def test_a_place_further_down_is_worth_less() -> None:
    swapped = score(["fair", "good"], GRADES)
    assert swapped.ndcg == pytest.approx((1 + 7 / log2(3)) / (7 + 1 / log2(3)))


def test_an_ungraded_product_counts_nothing_in_one_figure_and_is_left_out_of_the_other() -> None:
    mixed = score(["new", "good"], GRADES)
    assert mixed.ndcg == pytest.approx((7 / log2(3)) / (7 + 1 / log2(3)))
    assert mixed.ndcg_judged == pytest.approx(7 / (7 + 1 / log2(3)))
    assert mixed.judged == 0.5


def test_ungraded_products_are_skipped_down_to_the_two_hundredth() -> None:
    new = [f"new{n}" for n in range(200)]
    assert score([*new[:199], "good"], GRADES).ndcg_judged > 0
    assert score([*new, "good"], GRADES).ndcg_judged == 0


def test_only_the_first_ten_count() -> None:
    grades = {f"bad{n}": 0 for n in range(10)} | {"good": 3}
    assert score(list(grades), grades).ndcg == 0


def test_the_reciprocal_rank_is_that_of_the_first_relevant_product() -> None:
    assert score(["new", "bad", "fair", "good"], GRADES).reciprocal_rank == pytest.approx(1 / 3)


def test_nothing_found_scores_nothing() -> None:
    nothing = Score(ndcg=0, ndcg_judged=0, judged=0, reciprocal_rank=0, found=False)
    assert score([], GRADES) == nothing


def test_an_engine_is_scored_by_the_means_over_its_queries() -> None:
    found = figures({"one": score(["good", "fair"], GRADES), "other": score([], GRADES)})
    assert (found.ndcg_at_10, found.mrr, found.judged_at_10) == (0.5, 0.5, 0.5)
    assert (found.zero_results, found.queries) == (1, 2)
