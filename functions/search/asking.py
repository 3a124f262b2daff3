"""What a client asks, and what is asked of the engine for it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from haat.errors import FieldError, InvalidInput
from search.domain.filters import STARS_MAX, AttributeFilter, Filters

WORDS_MAX_CHARACTERS = 200
Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
PriceMinor = Annotated[int, Meta(ge=0, le=10**12)]
AttributeName = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]{0,59}$")]
AttributeValue = Annotated[str, Meta(min_length=1, max_length=200)]
AttributeValues = Annotated[list[AttributeValue], Meta(max_length=20)]


class Criteria(msgspec.Struct, forbid_unknown_fields=True):
    """What products must have; prices in minor units, both bounds included.

    `category`, `brand` and each `attr.<name>` may be repeated: then any of the values will do.
    """

    q: Annotated[str, Meta(max_length=WORDS_MAX_CHARACTERS)] = ""
    category: Annotated[list[Slug], Meta(max_length=20)] = []
    brand: Annotated[list[Annotated[str, Meta(min_length=1, max_length=100)]], Meta(max_length=20)] = []
    price_min_minor: PriceMinor | None = None
    price_max_minor: PriceMinor | None = None
    stars_min: Annotated[int, Meta(ge=1, le=STARS_MAX)] | None = None
    in_stock: bool | None = None
    attr: Annotated[dict[AttributeName, AttributeValues], Meta(max_length=10)] = {}


def text_of(asked: Criteria) -> str:
    """The words, without white space around them."""
    return asked.q.strip()


def filters_of(asked: Criteria) -> Filters | InvalidInput:
    """The filters; the same ones in any order are the same."""
    lowest, highest = asked.price_min_minor, asked.price_max_minor
    if lowest is not None and highest is not None and lowest > highest:
        return InvalidInput((FieldError("/price_min_minor", "Greater than `price_max_minor`."),))
    return Filters(
        _set(asked.category),
        _set(asked.brand),
        lowest,
        highest,
        asked.stars_min,
        asked.in_stock,
        tuple(AttributeFilter(name, _set(values)) for name, values in sorted(asked.attr.items())),
    )


def _set(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
