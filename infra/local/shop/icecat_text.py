"""Icecat's texts made plain: they carry HTML tags, entities and leftover control characters."""

import html
import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ELLIPSIS = "…"


def plain(text: str) -> str:
    """The text without tags, entities and unprintable characters, its white space single."""
    unescaped = html.unescape(_TAG.sub(" ", text))
    printable = "".join(character if character.isprintable() else " " for character in unescaped)
    return " ".join(printable.split())


def clipped(text: str, max_characters: int) -> str:
    """The text, or its beginning and an ellipsis, in at most `max_characters`."""
    if len(text) <= max_characters:
        return text
    return text[: max_characters - len(_ELLIPSIS)].rstrip() + _ELLIPSIS
