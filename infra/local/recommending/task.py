"""The task: for customers with purchases before and after a moment, name the products new to them that they
buy after it. What they buy again is no recommendation's merit, and what they have is not recommended; a
second figure counts it all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from recommendations.domain.purchases import DAY_S, Purchase

LENGTH = 20
TEST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Split:
    """Purchases before a moment, and what each customer who is among them bought after it."""

    now_s: int
    before: Sequence[Purchase]
    after: dict[str, set[str]]  # products by customer, new to them or not
    had: dict[str, set[str]]

    def new(self) -> dict[str, set[str]]:
        """What each customer bought for the first time; whoever bought nothing new is left out."""
        found = {who: bought - self.had[who] for who, bought in self.after.items()}
        return {who: bought for who, bought in found.items() if bought}


@dataclass(frozen=True, slots=True)
class Score:
    """Means over customers."""

    recall_at_20: float
    ndcg_at_20: float


def split(rows: Sequence[Purchase], now_s: int, *, days: int = TEST_DAYS) -> Split:
    """Cut at `now_s`; what comes more than `days` later is not looked at."""
    end_s = now_s + days * DAY_S
    before = [row for row in rows if row.at_s < now_s]
    return against(before, (row for row in rows if now_s <= row.at_s < end_s), now_s)


def against(before: Sequence[Purchase], later: Iterable[Purchase], now_s: int) -> Split:
    """The split between two files."""
    had = _by_customer(before)
    bought = _by_customer(later)
    after = {who: products for who, products in bought.items() if who in had}
    return Split(now_s, before, after, {who: had[who] for who in after})


def _by_customer(rows: Iterable[Purchase]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        if row.customer:
            found.setdefault(row.customer, set()).add(row.product)
    return found


def score(lists: Mapping[str, Sequence[str]], wanted: Mapping[str, set[str]]) -> Score:
    """Recall: the share of all that was bought; nDCG: hits, worth less further down, of what could be had."""
    hits = {who: [product in bought for product in lists[who][:LENGTH]] for who, bought in wanted.items()}
    recalls = [sum(hits[who]) / len(bought) for who, bought in wanted.items()]
    gains = [_gain(hits[who]) / _gain([True] * min(LENGTH, len(bought))) for who, bought in wanted.items()]
    count = max(1, len(wanted))
    return Score(round(sum(recalls) / count, 4), round(sum(gains) / count, 4))


def _gain(hits: Sequence[bool]) -> float:
    return sum(1 / log2(place + 2) for place, hit in enumerate(hits) if hit)
