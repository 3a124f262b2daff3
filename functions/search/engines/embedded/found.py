"""Which words of a product's texts are the ones that were asked for."""

from collections.abc import Iterable
from functools import lru_cache

from search.domain.highlighting import IsFound
from search.domain.queries import Match
from search.domain.ranking import ONE_TYPO_FROM, TWO_TYPOS_FROM
from search.domain.readings import readings, words_of
from search.domain.spelling import alike
from search.domain.text import normalised
from search.engines.embedded.schema import ENGLISH, PLAIN


def words_asked(texts: Iterable[str], match: Match) -> IsFound:
    """Tells a word that some of `texts` ask for, in any form of it, by its spelling if `match` says so."""
    asked = {word for text in texts for reading in readings(words_of(text)) for word in reading.words}
    stems = {_analyzed(word)[1] for word in asked} - {""}
    known: dict[str, bool] = {}

    def is_found(word: str) -> bool:
        if word not in known:
            plain, stem = _analyzed(word)
            known[word] = stem in stems or (match is not Match.WORDS and _is_alike(plain, asked))
        return known[word]

    return is_found


def _is_alike(word: str, asked: Iterable[str]) -> bool:
    return any(alike(word, one, (len(one) >= ONE_TYPO_FROM) + (len(one) >= TWO_TYPOS_FROM)) for one in asked)


@lru_cache(maxsize=20_000)
def _analyzed(word: str) -> tuple[str, str]:
    """A word as it is written, folded, and its stem; empty if it is none."""
    read = normalised(word)
    plain, stem = PLAIN.analyze(read), ENGLISH.analyze(read)
    return (plain[0], stem[0]) if plain and stem else ("", "")
