"""The body of POST and PUT: what a list is called."""

import unicodedata
from typing import Annotated

import msgspec

from haat.errors import FieldError, InvalidInput


class NameBody(msgspec.Struct, forbid_unknown_fields=True):
    """A name; plain text, kept as given."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


def name_of(body: NameBody) -> str | InvalidInput:
    """The name in a request, or what is wrong with it."""
    if body.name.isspace() or any(unicodedata.category(letter) == "Cc" for letter in body.name):
        return InvalidInput((FieldError("/name", "A name has letters, and no control characters."),))
    return body.name
