"""How products are ranked: one design, which each engine says in its own language.

A question is read as words, and as what else they may mean (`readings.py`). A product that has them ranks by
where it has them: BM25 by field, a word counting as much as its best field and a little for the others. What
a product *is* counts on top: whoever asks for a "printer" wants what is a printer before what is for one.
What others buy and look at counts a little: it decides between products that are about as good otherwise.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from search.domain.fields import EXACT, KIND, KIND_BEGINS, KIND_ENDS, NAME, Field
from search.domain.readings import Reading, readings

FORGIVING_FROM = 3  # words; from there on one of them may be missing
# Letters from which on one or two of them may be wrong: a short word would turn into any other.
ONE_TYPO_FROM, TWO_TYPOS_FROM = 4, 8


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts; a word among the attributes counts 1."""

    name: float = 3.0
    brand: float = 2.0
    category: float = 2.0
    kind: float = 1.0  # a word of what the product is
    attributes: float = 1.0
    description: float = 2.0
    exact: float = 2.0  # a word as it is written, in name, brand, category or SKU
    other_fields: float = 0.6  # of what they would count alone, beside a word's best field
    phrase: float = 4.0  # the words of the question together in the name of what is of that kind
    phrase_elsewhere: float = 0.25  # as much of it, in the name of something else
    is_kind: float = 12.0  # the last word of the question is the last of what the product is
    whole_kind: float = 0.5  # the question says all of what the product is
    part_of_question: float = 0.6  # as much of it, if only the end of the question says so
    popular: float = 0.4  # each of the steps of POPULAR_FROM
    another_word: float = 0.9  # of a reading with other words than the searcher's
    other_readings: float = 0.4  # of what they count alone, beside the best reading


WEIGHTS = Weights()
# Levels of popularity: a basket of late, seven, thirty-one, and so on; nobody's are any more popular.
POPULAR_FROM = (2, 6, 10, 14, 18)


@dataclass(frozen=True, slots=True)
class Term:
    """Products with a word in a field, by BM25."""

    field: Field
    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class Typo:
    """Products with a word in a field that is at most `edits` letters from this one."""

    field: Field
    word: str
    edits: int
    weight: float


@dataclass(frozen=True, slots=True)
class Phrase:
    """Products with words in a row in a field, by BM25."""

    field: Field
    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Popular:
    """Products of a level of popularity and above, all alike."""

    level: int
    weight: float


@dataclass(frozen=True, slots=True)
class Best:
    """The best of several scores, and `others` of the rest."""

    of: tuple["Clause", ...]
    others: float = 0.0


@dataclass(frozen=True, slots=True)
class Sum:
    """The scores together; so many `at_least` have to match."""

    of: tuple["Clause", ...]
    at_least: int


@dataclass(frozen=True, slots=True)
class Preferring:
    """What `found` finds; what is `liked` scores more."""

    found: "Clause"
    liked: tuple["Clause", ...]


Clause = Term | Typo | Phrase | Popular | Best | Sum | Preferring


def popular_terms(level: int) -> list[str]:
    """What stands in the index for a level, so that a step of it is found; no word of a text is like that."""
    return [popular_term(step) for step in POPULAR_FROM if step <= level]


def popular_term(level: int) -> str:
    """What stands in the index for a step and all above it."""
    return f"≥{level}"


def attempts(words: Sequence[str], weights: Weights = WEIGHTS) -> Iterator[Clause]:
    """What to look for, from the strictest to the most forgiving: the first that finds anything counts."""
    if not words:
        return
    ranking = _Ranking(weights)
    yield ranking.popular(ranking.best(words))
    yield ranking.popular(ranking.having(words, _required(words), ranking.word_or_typo))
    yield ranking.popular(ranking.having(words, 1, ranking.word))
    yield ranking.popular(ranking.having(words, 1, ranking.word_or_typo))


@dataclass(frozen=True, slots=True)
class _Ranking:
    weights: Weights

    def popular(self, found: Clause) -> Clause:
        return Preferring(found, tuple(Popular(level, self.weights.popular) for level in POPULAR_FROM))

    def best(self, words: Sequence[str]) -> Clause:
        """Products that have the words in any of their readings."""
        found = tuple(self._reading(reading) for reading in readings(words))
        return Best(found, self.weights.other_readings)

    def having(
        self, words: Sequence[str], required: int, clause_of: Callable[[str, float], Clause]
    ) -> Clause:
        return Sum(tuple(clause_of(word, 1.0) for word in words), required)

    def word(self, word: str, gain: float) -> Clause:
        """A word wherever it may stand."""
        weights = ((field, getattr(self.weights, field)) for field in Field)
        terms = tuple(Term(field, word, weight * gain) for field, weight in weights)
        return Best(terms, self.weights.other_fields)

    def word_or_typo(self, word: str, gain: float) -> Clause:
        """The word, or one that is spelled like it."""
        edits = (len(word) >= ONE_TYPO_FROM) + (len(word) >= TWO_TYPOS_FROM)
        found = self.word(word, gain)
        typo = Typo(EXACT, word, edits, gain)
        return Best((found, typo), self.weights.other_fields) if edits else found

    def _reading(self, reading: Reading) -> Clause:
        words, gain = reading.words, self.weights.another_word if reading.is_other else 1.0
        required = len(words) if reading.is_other else _required(words)
        found = Sum(tuple(self.word(word, gain) for word in words), required)
        return Preferring(found, tuple(self._liked(words, gain)))

    def _liked(self, words: tuple[str, ...], gain: float) -> Iterator[Clause]:
        is_kind = Phrase(KIND, (words[-1], KIND_ENDS), self.weights.is_kind * gain)
        if len(words) > 1:
            elsewhere = self.weights.phrase * self.weights.phrase_elsewhere * gain
            yield Phrase(NAME, words, elsewhere)
            yield Preferring(is_kind, (Phrase(NAME, words, self.weights.phrase * gain - elsewhere),))
        else:
            yield is_kind
        ends = (words[start:] for start in range(len(words)))
        yield Best(tuple(self._whole_kind(end, gain, whole=end == words) for end in ends))

    def _whole_kind(self, words: tuple[str, ...], gain: float, *, whole: bool) -> Clause:
        share = 1.0 if whole else self.weights.part_of_question
        return Phrase(KIND, (KIND_BEGINS, *words, KIND_ENDS), self.weights.whole_kind * share * gain)


def _required(words: Sequence[str]) -> int:
    """How many of the words a product must have."""
    return len(words) - (1 if len(words) >= FORGIVING_FROM else 0)
