"""Brands, as products name them."""

import hashlib
from dataclasses import dataclass

from catalog.domain import slugs

HASHED = 10  # hexadecimal digits for a name without a letter of the Latin alphabet


@dataclass(frozen=True, slots=True)
class Brand:
    """A brand, such as `("kiln-street", "Kiln Street")`. Its name is as the first product wrote it."""

    slug: str
    name: str


def brand_of(name: str) -> Brand | None:
    """The brand of a name; None for no name. Names that differ in case or accents alone are one brand."""
    tidy = " ".join(name.split())
    if not tidy:
        return None
    return Brand(slugs.words(tidy) or hashlib.sha256(tidy.encode()).hexdigest()[:HASHED], tidy)
