"""The category of an Icecat product: Icecat's open files name none, so its title has to tell.

The rule is the table in icecat_categories.toml. Its signals are asked in order of trust (words of the
title, words of the product type, marks among the attributes, words of the description, maker), each from
the first category to the last; the first answer counts.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from infra.local.shop.catalogue import Category
from infra.local.shop.icecat_text import plain
from infra.local.shop.limits import DESCRIPTION_MAX_CHARACTERS

TABLE = Path(__file__).parent / "icecat_categories.toml"
_TEXTS = ("title", "attr_t_product_type", "short_description")
_NUMBER = r"\d+(?:[.,]\d+)?"
_NOTHING = r"(?!)"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One category with its signals ready to ask."""

    category: Category
    words: re.Pattern[str]
    marks: frozenset[str]
    makers: frozenset[str]


def categories() -> list[Category]:
    """Every category a product can get, in the table's order; the last is for what nothing else claims."""
    return [shelf.category for shelf in _shelves()]


def category_of(record: Mapping[str, object]) -> str:
    """The slug of the category the record's product belongs to."""
    title, kind, description = (_lower(record.get(field)) for field in _TEXTS)
    maker = str(record.get("supplier"))
    signals: tuple[Callable[[_Shelf], object], ...] = (
        lambda shelf: shelf.words.search(title),
        lambda shelf: shelf.words.search(kind),
        lambda shelf: not shelf.marks.isdisjoint(record),
        lambda shelf: shelf.words.search(description),
        lambda shelf: maker in shelf.makers,
    )
    claims = (shelf for signal in signals for shelf in _shelves() if signal(shelf))
    return next(claims, _shelves()[-1]).category.slug


def _lower(text: object) -> str:
    return plain(text).lower()[:DESCRIPTION_MAX_CHARACTERS] if isinstance(text, str) else ""


@cache
def _shelves() -> tuple[_Shelf, ...]:
    return tuple(_shelf(entry) for entry in tomllib.loads(TABLE.read_text(encoding="utf-8"))["category"])


def _shelf(entry: Mapping[str, Any]) -> _Shelf:
    return _Shelf(
        category=Category(entry["slug"], entry["name"]),
        words=_pattern(entry["words"]),
        marks=frozenset(f"attr_{kind}_{mark}" for mark in entry.get("marks", ()) for kind in "tnb"),
        makers=frozenset(entry.get("makers", ())),
    )


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, in lower case; no phrases match nothing."""
    alternatives = "|".join(_expression(phrase) for phrase in phrases) or _NOTHING
    return re.compile(rf"(?<!\w)(?:{alternatives})s?(?!\w)")


def _expression(phrase: str) -> str:
    return re.escape(phrase).replace(re.escape("#"), _NUMBER).replace("…", ".*")
