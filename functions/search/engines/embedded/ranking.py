"""From a searcher's words to a query of tantivy that finds and ranks."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tantivy import Occur, Query

from search.engines.embedded.schema import (
    ATTRIBUTES,
    BRAND,
    CATEGORY,
    DESCRIPTION,
    ENGLISH,
    EXACT,
    NAME,
    PLAIN,
    SCHEMA,
)

# A word counts as much as its best field, and a little for the others.
FIELD_BOOSTS = {NAME: 3.0, BRAND: 2.0, CATEGORY: 2.0, ATTRIBUTES: 1.0, DESCRIPTION: 1.0}
EXACT_BOOST = 2.0
PHRASE_BOOST = 3.0
PHRASE_SLOP = 2
OTHER_FIELDS = 0.3
WORDS_MAX = 16  # of a question, so that no question is expensive
FORGIVING_FROM = 3  # words; from there on one of them may be missing
# Letters from which on one or two of them may be wrong: a short word would turn into any other.
ONE_TYPO_FROM, TWO_TYPOS_FROM = 4, 8
# Left out of a question that has other words.
STOP_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)


class Word(NamedTuple):
    """A word of the question, as written (folded to lower case without accents) and its stem."""

    plain: str
    stem: str


def words_of(text: str) -> list[Word]:
    """The distinct words of a question that are worth looking for."""
    pairs = zip(PLAIN.analyze(text), ENGLISH.analyze(text), strict=True)
    words = list(dict.fromkeys(Word(plain, stem) for plain, stem in pairs))
    telling = [word for word in words if word.plain not in STOP_WORDS]
    return (telling or words)[:WORDS_MAX]


def attempts(words: list[Word]) -> Iterator[Query]:
    """What to look for, from the strictest to the most forgiving: the first that finds anything counts."""
    if not words:
        return
    yield _strict(words)
    yield _at_least(_required(words), words, _word_or_typo)
    yield _at_least(1, words, _word)
    yield _at_least(1, words, _word_or_typo)


def _strict(words: list[Word]) -> Query:
    """Products with the words, in any form of them; those with the phrase in their name come first."""
    found = _at_least(_required(words), words, _word)
    if len(words) == 1:
        return found
    phrase = Query.phrase_query(SCHEMA, NAME, [word.stem for word in words], PHRASE_SLOP)
    return Query.boolean_query([(Occur.Must, found), (Occur.Should, Query.boost_query(phrase, PHRASE_BOOST))])


def _required(words: list[Word]) -> int:
    """How many of the words a product must have."""
    return len(words) - (1 if len(words) >= FORGIVING_FROM else 0)


def _at_least(required: int, words: list[Word], query_of: Callable[[Word], Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query_of(word)) for word in words], required)


def _word(word: Word) -> Query:
    fields = [_term(field, word.stem, boost) for field, boost in FIELD_BOOSTS.items()]
    return Query.disjunction_max_query([*fields, _term(EXACT, word.plain, EXACT_BOOST)], OTHER_FIELDS)


def _word_or_typo(word: Word) -> Query:
    """The word, or one that is spelled like it."""
    typos = (len(word.plain) >= ONE_TYPO_FROM) + (len(word.plain) >= TWO_TYPOS_FROM)
    if not typos:
        return _word(word)
    return Query.disjunction_max_query(
        [_word(word), Query.fuzzy_term_query(SCHEMA, EXACT, word.plain, typos)], OTHER_FIELDS
    )


def _term(field: str, term: str, boost: float) -> Query:
    return Query.boost_query(Query.term_query(SCHEMA, field, term, "freq"), boost)
