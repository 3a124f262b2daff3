"""Weights are tuned on some queries and judged on others."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from infra.local.relevance.folds import NEUTRAL, SHARES, cross_validated, sensitivity, show
from infra.local.relevance.measures import Score
from search.domain.ranking import WEIGHTS, Weights

QUERIES = [f"query {n}" for n in range(20)]


def liking_names(weights: Weights) -> Mapping[str, Score]:
    """A judge who finds every query the better answered the more a name counts, up to 4."""
    ndcg = min(weights.name, 4.0) / 4
    return dict.fromkeys(QUERIES, Score(ndcg, ndcg, judged=1, reciprocal_rank=1, found=True))


def test_every_query_is_held_out_once() -> None:
    held_out = [query for fold in cross_validated(liking_names, QUERIES) for query in fold.held_out]
    assert sorted(held_out) == sorted(QUERIES)


def test_what_the_other_queries_like_is_found() -> None:
    for fold in cross_validated(liking_names, QUERIES):
        assert fold.weights.name == 4.0
        assert (fold.ndcg_tuned, fold.ndcg, fold.ndcg_judged) == (1, 1, 1)


def test_queries_that_are_held_out_have_no_say() -> None:
    first = cross_validated(liking_names, QUERIES)[0].held_out

    def contrary(weights: Weights) -> Mapping[str, Score]:
        liked = liking_names(replace(weights, name=weights.name / 100))
        less = min(1 / weights.name, 1.0)
        return {**liked, **dict.fromkeys(first, Score(less, less, judged=1, reciprocal_rank=1, found=True))}

    fold = cross_validated(contrary, QUERIES)[0]
    assert fold.weights.name == 4.0
    assert fold.ndcg == 0.25


def test_a_weight_without_effect_stays_and_a_share_never_exceeds_the_whole() -> None:
    def liking_shares(weights: Weights) -> Mapping[str, Score]:
        ndcg = min(weights.other_fields, 5.0) / 5
        return dict.fromkeys(QUERIES, Score(ndcg, ndcg, judged=1, reciprocal_rank=1, found=True))

    [fold, *_] = cross_validated(liking_shares, QUERIES)
    assert fold.weights == NEUTRAL
    assert "other_fields" in SHARES


def test_the_weights_in_use_are_judged_beside_the_tuned_ones(capsys: pytest.CaptureFixture[str]) -> None:
    folds = cross_validated(liking_names, QUERIES)
    assert {fold.ndcg_in_use for fold in folds} == {WEIGHTS.name / 4}
    show(folds, sensitivity(liking_names))
    shown = capsys.readouterr().out.splitlines()
    assert "        20    1.0000    1.0000    1.0000    0.7500    0.7500" in shown


def test_sensitivity_tells_what_hangs_on_each_weight() -> None:
    told = sensitivity(liking_names)
    assert told["name"] == (WEIGHTS.name / 8, WEIGHTS.name / 4, 1.0)
    assert told["brand"] == (WEIGHTS.name / 4,) * 3
