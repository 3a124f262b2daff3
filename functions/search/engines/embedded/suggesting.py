"""What tantivy finds for words that are only begun."""

from collections.abc import Iterator, Sequence

import tantivy
from tantivy import Occur, Query

from search.domain.fields import EXACT
from search.domain.ranking import ONE_TYPO_FROM
from search.engines.embedded.ranking import attempts
from search.engines.embedded.schema import PLAIN, SCHEMA

_COMPLETIONS = 3  # of the last word, those that most products have


def begun(searcher: tantivy.Searcher, words: Sequence[str]) -> Iterator[Query]:
    """Products with words that begin like these; at last, also with one letter of each wrong.

    Those come first that are found by the words as they are, or as the last of them is most often completed.
    """
    completed = searcher.terms_with_prefix(EXACT, words[-1], limit=_COMPLETIONS)
    ends = dict.fromkeys((words[-1], *(term for term, _ in completed)))
    whole = [next(attempts([*words[:-1], end])) for end in ends]
    ranked = (Occur.Should, Query.disjunction_max_query(whole))
    for edits in (0, 1):
        begins = [(Occur.Must, _begins(word, edits)) for word in words]
        yield Query.boolean_query([*begins, ranked])


def _begins(word: str, edits: int) -> Query:
    terms = PLAIN.analyze(word)
    allowed = edits if len(word) >= ONE_TYPO_FROM else 0
    prefix = Query.fuzzy_term_query(SCHEMA, EXACT, terms[0] if terms else word, allowed, prefix=True)
    return Query.const_score_query(prefix, 0.0)
