"""What admins say about questions: which words mean the same, where one leads, what comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from search.domain.text import words

ALSO_MAX = 6  # texts that a question is read as besides its own, so that none is expensive
RULES_MAX = 200
PINS_MAX = 10
NORMALISED_MAX = 8192  # phrases of rules, which every search looks at again, and some questions


class Kind(StrEnum):
    """What a rule does."""

    SYNONYMS = "synonyms"
    REDIRECT = "redirect"
    PINS = "pins"


@dataclass(frozen=True, slots=True)
class Terms:
    """A rule as an admin writes it; what its kind does not use is empty.

    Of synonyms any phrase may stand for any other; `one_way`, the others for the first, and not it for them.
    """

    kind: Kind
    phrases: tuple[str, ...] = ()
    one_way: bool = False
    question: str = ""  # of a redirect and of pins, compared by its words
    to: str = ""  # a path of the shop
    products: tuple[str, ...] = ()  # ids, the first first


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `version` counts its changes from 1."""

    id: str
    terms: Terms
    version: int
    created_at: str
    updated_at: str
    updated_by: str


@dataclass(frozen=True, slots=True)
class Steering:
    """What the rules make of one question."""

    also: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    redirect: str | None = None


@lru_cache(NORMALISED_MAX)
def normalised(text: str) -> str:
    """What all spellings of one question share: its words."""
    return " ".join(words(text))


def steer(question: str, rules: Sequence[Rule]) -> Steering:
    """What the rules say about a question."""
    asked = normalised(question)
    if not asked:
        return Steering()
    about = {rule.terms.kind: rule.terms for rule in rules if normalised(rule.terms.question) == asked}
    pins, redirect = about.get(Kind.PINS), about.get(Kind.REDIRECT)
    also = dict.fromkeys(other for rule in rules for other in _others(asked, rule.terms))
    return Steering(
        tuple(islice(also, ALSO_MAX)), pins.products if pins else (), redirect.to if redirect else None
    )


def rivals(terms: Terms, rules: Sequence[Rule]) -> Iterator[Rule]:
    """The rules of the same kind about the same question; of synonyms there are none."""
    for rule in rules:
        is_alike = terms.kind is rule.terms.kind is not Kind.SYNONYMS
        if is_alike and normalised(rule.terms.question) == normalised(terms.question):
            yield rule


def _others(asked: str, terms: Terms) -> Iterator[str]:
    """The question with another phrase in the place of one."""
    phrases = [normalised(phrase) for phrase in terms.phrases]
    for phrase in phrases[:1] if terms.one_way else phrases:
        if f" {phrase} " in f" {asked} ":
            for other in phrases:
                if other != phrase:
                    yield f" {asked} ".replace(f" {phrase} ", f" {other} ", 1).strip()
