"""How far the weights of the ranking can be trusted beyond the queries at hand.

Tuned anew on four fifths of the queries, from weights of 1, they are judged on the fifth held out; and
each weight of those in use is halved and doubled, to see what hangs on it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from statistics import fmean
from zlib import crc32

from infra.local.relevance.measures import Score
from search.domain.ranking import WEIGHTS, Weights

FOLDS = 5
STEPS = (0.5, 2.0, 4.0)  # tried for each weight in turn, times what it is
SHARES = frozenset(
    ("other_fields", "part_of_question", "another_word", "other_readings", "phrase_elsewhere")
)  # never more than 1
NEUTRAL = Weights(**{field.name: 1.0 for field in fields(Weights)})

Judge = Callable[[Weights], Mapping[str, Score]]
"""The scores of every query under some weights."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Weights tuned without some queries, how good they are with them, and how good those in use are."""

    weights: Weights
    held_out: tuple[str, ...]
    ndcg_tuned: float
    ndcg: float
    ndcg_judged: float
    ndcg_in_use: float
    ndcg_judged_in_use: float


def cross_validated(judge: Judge, queries: Sequence[str]) -> list[Fold]:
    """One fold per fifth of the queries, which a query's own letters choose."""
    remembered = cache(judge)
    parts = [tuple(query for query in queries if crc32(query.encode()) % FOLDS == n) for n in range(FOLDS)]
    return [_fold(remembered, queries, held_out) for held_out in parts if 0 < len(held_out) < len(queries)]


def sensitivity(judge: Judge) -> dict[str, tuple[float, float, float]]:
    """By weight, the mean of both nDCG when it is halved, left and doubled."""
    left = _mean(judge(WEIGHTS))
    return {
        name: (_mean(judge(_scaled(WEIGHTS, name, 0.5))), left, _mean(judge(_scaled(WEIGHTS, name, 2.0))))
        for name in _names()
    }


def show(folds: Sequence[Fold], halved_and_doubled: Mapping[str, tuple[float, float, float]]) -> None:
    """Print both, embedded engine."""
    print(
        "\nweights tuned from 1 on the other folds, where they were not tuned; and beside them those in use"
    )
    print(f"  {'queries':>8}{'tuned on':>10}{'held out':>10}{'judged':>10}{'in use':>10}{'judged':>10}")
    rows = [(len(fold.held_out), fold.ndcg_tuned, *_figures(fold)) for fold in folds]
    queries = sum(len(fold.held_out) for fold in folds)
    shares = [len(fold.held_out) / queries for fold in folds]
    columns = zip(*(_figures(fold) for fold in folds), strict=True)
    over_all = (sum(share * value for share, value in zip(shares, column, strict=True)) for column in columns)
    for count, *values in [*rows, (queries, fmean(fold.ndcg_tuned for fold in folds), *over_all)]:
        print(f"  {count:8}" + "".join(f"{value:10.4f}" for value in values))
    print("\nmean of both nDCG when one weight in use is halved, left, doubled")
    for name, means in halved_and_doubled.items():
        print(f"  {name:18}" + "".join(f"{mean:10.4f}" for mean in means))


def _figures(fold: Fold) -> tuple[float, ...]:
    return fold.ndcg, fold.ndcg_judged, fold.ndcg_in_use, fold.ndcg_judged_in_use


def _fold(judge: Judge, queries: Sequence[str], held_out: tuple[str, ...]) -> Fold:
    others = [query for query in queries if query not in held_out]
    weights = _tuned(judge, others)
    scores, in_use = judge(weights), judge(WEIGHTS)
    return Fold(
        weights=weights,
        held_out=held_out,
        ndcg_tuned=fmean(scores[query].ndcg for query in others),
        ndcg=fmean(scores[query].ndcg for query in held_out),
        ndcg_judged=fmean(scores[query].ndcg_judged for query in held_out),
        ndcg_in_use=fmean(in_use[query].ndcg for query in held_out),
        ndcg_judged_in_use=fmean(in_use[query].ndcg_judged for query in held_out),
    )


def _tuned(judge: Judge, queries: Sequence[str]) -> Weights:
    """Each weight in turn as it serves `queries` best, the others as they are then."""
    best = NEUTRAL
    for name in _names():
        tried = (best, *(_scaled(best, name, step) for step in STEPS))
        best = max(tried, key=lambda weights: _mean(_only(judge(weights), queries)))
    return best


def _scaled(weights: Weights, name: str, by: float) -> Weights:
    value: float = getattr(weights, name) * by
    return replace(weights, **{name: min(value, 1.0) if name in SHARES else value})


def _only(scores: Mapping[str, Score], queries: Sequence[str]) -> dict[str, Score]:
    return {query: scores[query] for query in queries}


def _mean(scores: Mapping[str, Score]) -> float:
    return fmean((score.ndcg + score.ndcg_judged) / 2 for score in scores.values())


def _names() -> list[str]:
    return [field.name for field in fields(Weights)]
