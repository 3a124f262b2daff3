"""What a product is, in a few words: "notebook case" and not "notebook".

A shop says it best, in the attribute `product_type`. Where it says nothing, the name has to tell: in English
what a thing is stands last, before what belongs to it or is measured of it: "Acme Retractable Laptop *Lock*
with Key, 1.8 m Black".
"""

import re
from itertools import groupby

from search.domain.entries import Product

ATTRIBUTE = "product_type"
# fmt: off
COLOURS = frozenset(
    (
        "beige", "black", "blue", "bronze", "brown", "charcoal", "chrome", "clear", "copper", "cyan",
        "gold", "graphite", "gray", "green", "grey", "ivory", "magenta", "metallic", "multicolor",
        "multicolour", "navy", "orange", "pink", "purple", "red", "silver", "titanium", "transparent",
        "turquoise", "violet", "white", "yellow",
    )
)
# fmt: on
# From here on a name tells of something else: what it is for, what comes with it, how large it is.
_END = re.compile(
    r"\s[-–—]\s|[,;:(\[]|\s(?:with|w/|without|for|from|by|to|in|on|and|including)\s", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'’&+-]*")
_MEASURE = re.compile(r"(?<!\S)\d\S*\s+[^\W\d_]{1,3}(?!\w)")  # 500 pcs


def kinds_of(product: Product) -> tuple[str, ...]:
    """The phrases that say what a product is; none if nothing does.

    Words with a stroke between them are as good as each other: a "headphones/headset" is both.
    """
    told = product.attributes.get(ATTRIBUTE)
    phrase = told if isinstance(told, str) and told else _last_phrase(product.name, product.brand)
    before, _, last = phrase.strip().rpartition(" ")
    return tuple(f"{before} {kind}".strip() for kind in last.split("/") if kind)


def _last_phrase(name: str, brand: str) -> str:
    """The last words in a row of the first part of a name, without brand, numbers and colours."""
    rest = name[len(brand) :] if name.casefold().startswith(brand.casefold()) else name
    end = _END.search(rest, 2)
    words = _MEASURE.sub(" 0 ", rest[: end.start()] if end else rest).split()
    runs = groupby(words, key=lambda word: bool(_WORD.fullmatch(word)) and word.casefold() not in COLOURS)
    phrases = [" ".join(run) for is_plain, run in runs if is_plain]
    return phrases[-1] if phrases else ""
