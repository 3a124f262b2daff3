"""The ranking of `search.domain.ranking`, said in tantivy's queries."""

from collections.abc import Iterator, Sequence

from tantivy import Occur, Query

from search.domain import ranking
from search.domain.fields import EXACT, Field
from search.domain.ranking import (
    WEIGHTS,
    Best,
    Clause,
    Phrase,
    Popular,
    Preferring,
    Sum,
    Term,
    Typo,
    Weights,
    popular_term,
)
from search.engines.embedded.schema import ENGLISH, PLAIN, POPULAR, SCHEMA


def attempts(words: Sequence[str], weights: Weights = WEIGHTS) -> Iterator[Query]:
    """What to look for, from the strictest to the most forgiving: the first that finds anything counts."""
    return (query_of(clause) for clause in ranking.attempts(words, weights))


def query_of(clause: Clause) -> Query:
    """The query that finds and scores what a clause says."""
    match clause:
        case Term(field, word, weight):
            return Query.boost_query(Query.term_query(SCHEMA, field, _term(field, word), "freq"), weight)
        case Typo(field, word, edits, weight):
            return Query.boost_query(Query.fuzzy_term_query(SCHEMA, field, _term(field, word), edits), weight)
        case Phrase(field, words, weight):
            terms: list[str | tuple[int, str]] = [_term(field, word) for word in words]
            return Query.boost_query(Query.phrase_query(SCHEMA, field, terms), weight)
        case Popular(level, weight):
            step = Query.term_query(SCHEMA, POPULAR, popular_term(level), "basic")
            return Query.const_score_query(step, weight)
        case Best(of, others):
            return Query.disjunction_max_query([query_of(one) for one in of], others)
        case Sum(of, at_least):
            return Query.boolean_query([(Occur.Should, query_of(one)) for one in of], at_least)
        case Preferring(found, liked):
            better = [(Occur.Should, query_of(one)) for one in liked]
            return Query.boolean_query([(Occur.Must, query_of(found)), *better])


def _term(field: Field, word: str) -> str:
    """The term that stands for a word in a field's index; a word of another script may be none of its own."""
    terms = (PLAIN if field == EXACT else ENGLISH).analyze(word)
    return terms[0] if terms else word
