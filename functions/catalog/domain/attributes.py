"""Attributes with a type, as categories declare them for their products and for those below them.

A product may have others too, of any type: what nobody has declared is nobody's business.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from haat.errors import FieldError


class Kind(StrEnum):
    """What the values of an attribute are."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    TRUTH = "truth"


_TYPES: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.WHOLE: (int,),
    Kind.NUMBER: (int, float),
    Kind.TRUTH: (bool,),
}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: `diameter_cm` is a number of "cm". `choices` are the only values of a text; () is any."""

    key: str
    kind: Kind
    unit: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()


Attributes = tuple[Attribute, ...]


def inherited(declared: Iterable[Attributes]) -> dict[str, Attribute]:
    """What holds for a category, of what those on its path declare from the root on: the nearest counts."""
    return {attribute.key: attribute for each in declared for attribute in each}


def wrong(values: Mapping[str, object], declared: Mapping[str, Attribute]) -> Iterator[FieldError]:
    """What of a product's attributes is not what its category declares."""
    for key, attribute in declared.items():
        if key in values:
            yield from _wrong_value(attribute, values[key])
        elif attribute.required:
            yield FieldError(f"/attributes/{key}", "Products of this category have it.")


def _wrong_value(attribute: Attribute, value: object) -> Iterator[FieldError]:
    pointer = f"/attributes/{attribute.key}"
    if not _is(attribute.kind, value):
        measured = f", in {attribute.unit}" if attribute.unit else ""
        yield FieldError(pointer, f"It is a {attribute.kind}{measured}.")
    elif attribute.choices and value not in attribute.choices:
        yield FieldError(pointer, f"It is one of: {', '.join(attribute.choices)}.")


def _is(kind: Kind, value: object) -> bool:
    """Python takes a truth for a whole number; a shop does not."""
    return isinstance(value, _TYPES[kind]) and isinstance(value, bool) is (kind is Kind.TRUTH)
