"""What a question is counted as, and which ones nobody should be shown."""

import re
import unicodedata

CHARACTERS_MIN, CHARACTERS_MAX = 2, 60
WORDS_MAX = 8
_JOINERS = "\u200c\u200d"  # invisible, but letters of Persian and of Indian scripts stand beside them
_ADDRESS = re.compile(r"@|://|\bwww\.")
# Ten digits and no letter between them: a card's number, a telephone's, an account's.
_NUMBER = re.compile(r"(?:\d[\W_]*){10,}")


def countable(asked: str) -> str | None:
    """The question as it is counted and shown, however it was typed; None if it is never to be shown."""
    question = normalised(asked)
    return question if _is_fit(question) else None


def normalised(asked: str) -> str:
    """Lower case, each white space one blank, none at the ends."""
    return " ".join(unicodedata.normalize("NFKC", asked).casefold().split())


def _is_fit(question: str) -> bool:
    return (
        CHARACTERS_MIN <= len(question) <= CHARACTERS_MAX
        and question.count(" ") < WORDS_MAX
        and any(map(str.isalnum, question))
        and not any(map(_is_control, question))
        and not _ADDRESS.search(question)
        and not _NUMBER.search(question)
    )


def _is_control(character: str) -> bool:
    return unicodedata.category(character).startswith("C") and character not in _JOINERS
