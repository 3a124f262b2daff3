"""The ranking of `search.domain.ranking`, said in OpenSearch's queries."""

from collections.abc import Iterator, Sequence
from typing import Any

from search.domain import ranking
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
from search.engines.opensearch.schema import POPULAR

Query = dict[str, Any]

# What a score of 1 is here: Lucene leaves a factor of 2.2 out of BM25, which does not change any order.
_ONE = 1 / 2.2


def attempts(words: Sequence[str], weights: Weights = WEIGHTS) -> Iterator[Query]:
    """What to look for, from the strictest to the most forgiving: the first that finds anything counts."""
    return (query_of(clause) for clause in ranking.attempts(words, weights))


def query_of(clause: Clause) -> Query:
    """The query that finds and scores what a clause says; the fields' analyzers turn words into terms."""
    match clause:
        case Term(field, word, weight):
            return {"match": {field.value: {"query": word, "boost": weight}}}
        case Typo(field, word, edits, weight):
            typo = {"value": word, "fuzziness": edits, "boost": weight * _ONE, "rewrite": "constant_score"}
            return {"fuzzy": {field.value: typo}}
        case Phrase(field, words, weight):
            return {"match_phrase": {field.value: {"query": " ".join(words), "boost": weight}}}
        case Popular(level, weight):
            step = {"term": {POPULAR: popular_term(level)}}
            return {"constant_score": {"filter": step, "boost": weight * _ONE}}
        case Best(of, others):
            return {"dis_max": {"queries": [query_of(one) for one in of], "tie_breaker": others}}
        case Sum(of, at_least):
            return {"bool": {"should": [query_of(one) for one in of], "minimum_should_match": at_least}}
        case Preferring(found, liked):
            return {"bool": {"must": query_of(found), "should": [query_of(one) for one in liked]}}
