"""What a searcher may have meant who has spelled words otherwise than the products found."""

from collections import Counter
from collections.abc import Iterable

from search.domain import text
from search.domain.ranking import ONE_TYPO_FROM, TWO_TYPOS_FROM
from search.domain.spelling import edits

_PLURALS = ("s", "es")


def corrected(asked: str, shown: Iterable[str]) -> str | None:
    """The question in the words of the products found; None if there is nothing to correct.

    `shown` are the texts of those products. Of words as much alike the most frequent one counts.
    """
    known = Counter(word for one in shown for word in text.words(one))
    words = text.words(asked)
    better = [_nearest(word, known) for word in words]
    return " ".join(better) if better != words else None


def _nearest(word: str, known: Counter[str]) -> str:
    allowed = (len(word) >= ONE_TYPO_FROM) + (len(word) >= TWO_TYPOS_FROM)
    if not allowed or any(_same(word, other) for other in known):
        return word
    near = (other for other in known if abs(len(other) - len(word)) <= allowed)
    alike = {other: away for other in near if (away := edits(word, other)) <= allowed}
    return min(alike, key=lambda other: (alike[other], -known[other], other), default=word)


def _same(word: str, other: str) -> bool:
    """Whether two words differ by their number at most."""
    return word == other or any(word + end == other or other + end == word for end in _PLURALS)
