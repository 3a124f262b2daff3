"""The number of an order, by which people speak of it. Standard library only."""

import re

_NUMBER = re.compile(r"H([0-9A-HJKMNP-TV-Z]{4})([0-9A-HJKMNP-TV-Z]{4})([0-9A-HJKMNP-TV-Z]{4})")
_MISHEARD = str.maketrans(
    "OIL", "011"
)  # letters that Crockford's alphabet leaves out, for what they look like


def number_of(order_id: str) -> str:
    """The random end of an order's id, in groups that can be read out: "H-7K8T-9M2C-4X6Y"."""
    tail = order_id[-12:].upper()
    return f"H-{tail[:4]}-{tail[4:8]}-{tail[8:]}"


def read_number(text: str) -> str | None:
    """The number that somebody typed, with or without its hyphens, in any case; None: it is none.

    >>> read_number("h 7k8t9m2c 4x6y")
    'H-7K8T-9M2C-4X6Y'
    """
    letters = re.sub(r"[\s-]", "", text).upper().translate(_MISHEARD)
    found = _NUMBER.fullmatch(letters)
    return f"H-{'-'.join(found.groups())}" if found else None
