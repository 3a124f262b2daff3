"""What a rule makes of a review before a person sees it: published, held for one, or rejected at once.

The rules err towards a person: only words of the refused list reject by themselves.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SHOUTED_LETTERS_MIN = 20  # a shorter text may well be an abbreviation
SHOUTED_SHARE = 0.7  # of the letters that have a case
_LINK = re.compile(
    r"://|\bwww\.|\b[\w.+-]+@[\w-]+\.\w|\b[\w-]{2,}\.(?:com|net|org|info|biz|shop|store|xyz|io|ru|cn|de|co|me)\b",
    re.IGNORECASE,
)
_INSISTENT = re.compile(r"([^\W\d])\1{5,}|[!?]{4,}")
_WORD = re.compile(r"\w+")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # text runs backwards


class Outcome(StrEnum):
    """What becomes of a review; the values are those of its states."""

    PUBLISHED = "published"
    PENDING = "pending"
    REJECTED = "rejected"


class Reason(StrEnum):
    """Why a review is not published at once."""

    REFUSED_WORDS = "refused_words"
    DOUBTFUL_WORDS = "doubtful_words"
    LINKS = "links"
    SHOUTING = "shouting"
    TURNED_TEXT = "turned_text"  # control characters that let text run the other way
    NEWCOMER = "newcomer"  # the first review of an account that did not buy the product
    REJECTED_BEFORE = "rejected_before"  # by a person
    REPORTED = "reported"
    ALL_ARE_READ = "all_are_read"  # the shop publishes nothing that no person has read


@dataclass(frozen=True, slots=True)
class WordList:
    """Words and phrases in any case. Those `refused` reject a review, those `doubtful` hold it."""

    refused: tuple[str, ...]
    doubtful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say, and why."""

    outcome: Outcome
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """What the rules know of who writes."""

    has_bought: bool  # this product
    has_published: bool  # some review, of any product
    was_refused: bool = False  # this review, by a person
    is_reported: bool = False  # this review, so often that it was taken back


def judge(texts: tuple[str, ...], author: Author, words: WordList) -> Verdict:
    """What becomes of a review with these texts."""
    reasons = tuple(dict.fromkeys((*_about_author(author), *_about_text("\n".join(texts), words))))
    if Reason.REFUSED_WORDS in reasons:
        return Verdict(Outcome.REJECTED, reasons)
    return Verdict(Outcome.PENDING if reasons else Outcome.PUBLISHED, reasons)


def held(verdict: Verdict) -> Verdict:
    """The verdict where a person reads every review before others do."""
    outcome = Outcome.PENDING if verdict.outcome is Outcome.PUBLISHED else verdict.outcome
    return Verdict(outcome, (*verdict.reasons, Reason.ALL_ARE_READ))


def _about_author(author: Author) -> Iterator[Reason]:
    if not (author.has_bought or author.has_published):
        yield Reason.NEWCOMER
    if author.was_refused:
        yield Reason.REJECTED_BEFORE
    if author.is_reported:
        yield Reason.REPORTED


def _about_text(text: str, words: WordList) -> Iterator[Reason]:
    plain = _words(text)
    if any(_words(phrase) in plain for phrase in words.refused):
        yield Reason.REFUSED_WORDS
    if any(_words(phrase) in plain for phrase in words.doubtful):
        yield Reason.DOUBTFUL_WORDS
    if _LINK.search(unicodedata.normalize("NFKC", text)):
        yield Reason.LINKS
    if _shouts(text):
        yield Reason.SHOUTING
    if not _TURNING.isdisjoint(text):
        yield Reason.TURNED_TEXT


def _words(text: str) -> str:
    """The words alone, in any case, with a space around each."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFKC', text).casefold()))} "


def _shouts(text: str) -> bool:
    cased = [letter for letter in text if letter.isupper() or letter.islower()]
    upper = sum(letter.isupper() for letter in cased)
    loud = len(cased) >= SHOUTED_LETTERS_MIN and upper > SHOUTED_SHARE * len(cased)
    return loud or _INSISTENT.search(text) is not None
