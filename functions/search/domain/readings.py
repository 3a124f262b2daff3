"""The words of a question, and what else the searcher may have meant by them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from search.domain import text
from search.domain.thesaurus import SYNONYMS

WORDS_MAX = 16  # of a question, so that no question is expensive
READINGS_MAX = 6  # others than the question's own
# Longer questions are read as they are written: their words explain each other.
READ_OTHERWISE_UP_TO = 6  # words
# Left out of a question that has other words.
STOP_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Words to look for; `is_other` if they are not those of the question."""

    words: Words
    is_other: bool


def words_of(question: str) -> list[str]:
    """The distinct words of a question that are worth looking for."""
    words = list(dict.fromkeys(text.words(question)))
    telling = [word for word in words if word not in STOP_WORDS]
    return (telling or words)[:WORDS_MAX]


def readings(words: Sequence[str]) -> list[Reading]:
    """The question as it is; with two words as one, as in "smart watch"; with a synonym in place of words."""
    asked = tuple(words)
    return [
        Reading(asked, is_other=False),
        *(Reading(other, is_other=True) for other in islice(_others(asked), READINGS_MAX)),
    ]


def _others(words: Words) -> dict[Words, None]:
    if len(words) > READ_OTHERWISE_UP_TO:
        return {}
    return dict.fromkeys((*_with_synonyms(words), *_joined(words)))


def _joined(words: Words) -> Iterator[Words]:
    for at in range(len(words) - 1):
        yield (*words[:at], words[at] + words[at + 1], *words[at + 2 :])


def _with_synonyms(words: Words) -> Iterator[Words]:
    for at in range(len(words)):
        for end in range(len(words), at, -1):
            for other in _synonyms().get(tuple(_singular(word) for word in words[at:end]), ()):
                yield (*words[:at], *other, *words[end:])


@cache
def _synonyms() -> Mapping[Words, tuple[Words, ...]]:
    """By phrase, the phrases that may stand for it; words are in the singular."""
    lines = [[tuple(_singular(word) for word in text.words(phrase)) for phrase in line] for line in SYNONYMS]
    return {phrase: tuple(other for other in line if other != phrase) for line in lines for phrase in line}


def _singular(word: str) -> str:
    """Good enough to find a word in the thesaurus."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
