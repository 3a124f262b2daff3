"""How good a ranking is, by the grades of its products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

from infra.local.relevance.judgements import Grades

DEPTH = 10  # what a shopper looks at
RESULTS_MAX = 200  # how far ungraded products are skipped


@dataclass(frozen=True, slots=True)
class Score:
    """One ranking. `judged` counts the graded among the first ten, out of ten that there are."""

    ndcg: float
    ndcg_judged: float
    judged: float
    reciprocal_rank: float
    found: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """An engine: means over the queries, and how many of them found nothing."""

    ndcg_at_10: float
    ndcg_at_10_judged: float
    judged_at_10: float
    mrr: float
    zero_results: int
    queries: int


def score(ranking: Sequence[str], grades: Grades) -> Score:
    """Judge the first 200 products of `ranking`, given by their ids; `grades` has a relevant one."""
    ranked = ranking[:RESULTS_MAX]
    graded = [product for product in ranked if product in grades]
    relevant = (place for place, product in enumerate(ranked, 1) if grades.get(product))
    return Score(
        ndcg=ndcg([grades.get(product, 0) for product in ranked], grades),
        ndcg_judged=ndcg([grades[product] for product in graded], grades),
        judged=sum(product in grades for product in ranked[:DEPTH]) / (len(ranked[:DEPTH]) or 1),
        reciprocal_rank=1 / next(relevant, float("inf")),
        found=bool(ranked),
    )


def ndcg(ratings: Sequence[int], grades: Grades) -> float:
    """The gain of the first ten `ratings`, relative to the best order of all that is graded."""
    best = sorted(grades.values(), reverse=True)
    return _gain(ratings) / _gain(best)


def figures(scores: Mapping[str, Score]) -> Figures:
    """The engine's figures from the scores by query, of which there is one at least."""
    every = scores.values()
    return Figures(
        ndcg_at_10=round(fmean(score.ndcg for score in every), 4),
        ndcg_at_10_judged=round(fmean(score.ndcg_judged for score in every), 4),
        judged_at_10=round(fmean(score.judged for score in every), 4),
        mrr=round(fmean(score.reciprocal_rank for score in every), 4),
        zero_results=sum(not score.found for score in every),
        queries=len(scores),
    )


def _gain(ratings: Sequence[int]) -> float:
    """Each place is worth less than the one above it; a rating is worth 2^rating − 1."""
    return sum(float(2**rating - 1) / log2(place + 1) for place, rating in enumerate(ratings[:DEPTH], 1))
