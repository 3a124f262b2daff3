"""The body of POST and PUT: what a customer says of a product. Plain text, kept as given."""

import unicodedata
from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Meta

from haat.errors import FieldError, InvalidInput
from reviews.domain.review import Opinion

LINE_BREAKS = "\n\r\t"


class OpinionBody(msgspec.Struct, forbid_unknown_fields=True):
    """Stars are enough. `author_name` is how the author wants to be called."""

    stars: Annotated[int, Meta(ge=1, le=5)]
    title: Annotated[str, Meta(max_length=120)] = ""
    text: Annotated[str, Meta(max_length=5000)] = ""
    author_name: Annotated[str, Meta(max_length=60)] = ""


def opinion_of(body: OpinionBody) -> Opinion | InvalidInput:
    """The opinion in a request, or where there are characters that no text has."""
    errors = tuple(_unprintable(body))
    return InvalidInput(errors) if errors else Opinion(body.stars, body.title, body.text, body.author_name)


def _unprintable(body: OpinionBody) -> Iterator[FieldError]:
    lines = {
        "title": (body.title, ""),
        "text": (body.text, LINE_BREAKS),
        "author_name": (body.author_name, ""),
    }
    for name, (text, allowed) in lines.items():
        if any(unicodedata.category(letter) == "Cc" and letter not in allowed for letter in text):
            yield FieldError(f"/{name}", "Control characters are not text.")
