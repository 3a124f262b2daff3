"""A product's attributes from Icecat's `attr_t_*` (text), `attr_n_*` (number) and `attr_b_*` (yes or no)."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from infra.local.shop.icecat_text import clipped, plain
from infra.local.shop.limits import (
    ATTRIBUTE_KEY_MAX_CHARACTERS,
    ATTRIBUTE_VALUE_MAX_CHARACTERS,
    ATTRIBUTES_MAX,
)

# What a warehouse cares about and a customer does not: kept only where there is room.
LOGISTICS = ("pallet", "outer_case", "carton", "package_", "packaging_", "harmonized_system", "ark_id")
# Beyond it a float no longer counts in ones; no honest measurement gets there.
NUMBER_MAX = 10**15

_PREFIX = re.compile(r"attr_[tnb]_")


def attributes_of(
    record: Mapping[str, object], product_type: str = ""
) -> dict[str, str | int | float | bool]:
    """At most `ATTRIBUTES_MAX` attributes with tidied names, `product_type` among them if there is one.

    Of names that become equal the first counts.
    """
    tidied: dict[str, str | int | float | bool] = {"product_type": product_type} if product_type else {}
    for key, value in _pairs(record):
        tidied.setdefault(key, value)
    ranked = sorted(tidied, key=_is_logistics)
    return {key: tidied[key] for key in islice(ranked, ATTRIBUTES_MAX)}


def _pairs(record: Mapping[str, object]) -> Iterator[tuple[str, str | int | float | bool]]:
    for name, raw in record.items():
        prefix = _PREFIX.match(name)
        key = _key(name[prefix.end() :]) if prefix else ""
        value = _value(raw)
        if key and value is not None:
            yield key, value


def _key(name: str) -> str:
    """`dimensions__wxdxh_` as `dimensions_wxdxh`, `4g_lte` as `with_4g_lte`: a key begins with a letter."""
    words = "_".join(re.findall(r"[a-z0-9]+", name.lower()))
    named = f"with_{words}" if words[:1].isdigit() else words
    return named[:ATTRIBUTE_KEY_MAX_CHARACTERS].rstrip("_")


def _value(raw: object) -> str | int | float | bool | None:
    """The value as the API takes it, whole numbers without a fraction; None if there is nothing to say."""
    match raw:
        case bool():
            return raw
        case int() | float() if abs(raw) <= NUMBER_MAX:
            return int(raw) if raw == int(raw) else raw
        case str():
            return clipped(plain(raw), ATTRIBUTE_VALUE_MAX_CHARACTERS) or None
        case _:
            return None


def _is_logistics(key: str) -> bool:
    return any(word in key for word in LOGISTICS)
