"""Where the words that were asked for stand in a text."""

import re
from collections.abc import Callable, Iterator

from search.domain.queries import Part

READ_CHARACTERS = 600  # of a description; what stands behind them is not looked at
EXCERPT_CHARACTERS = 160
_BEFORE_CHARACTERS = 50  # that an excerpt shows before the first word found
_WORD = re.compile(r"\w+")
_ELLIPSIS = "…"

IsFound = Callable[[str], bool]
"""Whether a word of a text is one that was asked for."""


def parts(text: str, is_found: IsFound) -> tuple[Part, ...]:
    """The text in pieces, those that were asked for apart; nothing if none is in it."""
    found = [match.span() for match in _WORD.finditer(text) if is_found(match[0])]
    return tuple(_pieces(text, found)) if found else ()


def excerpt(text: str, is_found: IsFound) -> tuple[Part, ...]:
    """A piece of a longer text around the first word that was asked for; nothing if none is in it."""
    first = next((word for word in _WORD.finditer(text, 0, READ_CHARACTERS) if is_found(word[0])), None)
    if first is None:
        return ()
    start = _word_start(text, first.start() - _BEFORE_CHARACTERS)
    end = _word_end(text, max(start + EXCERPT_CHARACTERS, first.end()))
    clipped = (_ELLIPSIS if start else "") + text[start:end] + (_ELLIPSIS if end < len(text) else "")
    return parts(clipped, is_found)


def _word_start(text: str, wanted: int) -> int:
    """Where the first whole word from `wanted` on starts."""
    return 0 if wanted <= 0 else text.find(" ", wanted) + 1


def _word_end(text: str, wanted: int) -> int:
    """Where the last whole word before `wanted` ends."""
    return len(text) if wanted >= len(text) else max(text.rfind(" ", 0, wanted + 1), 0) or wanted


def _pieces(text: str, found: list[tuple[int, int]]) -> Iterator[Part]:
    at = 0
    for start, end in found:
        if start > at:
            yield Part(text[at:start], found=False)
        yield Part(text[start:end], found=True)
        at = end
    if at < len(text):
        yield Part(text[at:], found=False)
