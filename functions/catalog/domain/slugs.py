"""The slug of a product: what its page is called.

An admin may choose one. Otherwise it is made of the name and the product's id, so it needs no place of its
own in the table, never is taken, and finds the product by its end whatever the name was then.
"""

import re
import unicodedata

NAME_MAX = 60  # characters of a slug that come from the name
SLUG_MAX = 100
_ID = re.compile(r"(?:^|-)([0-9a-z]{26})$")


def derived(name: str, product_id: str) -> str:
    """Of "Tidepool Bowl, 15 cm" and "prod_01kaw…": "tidepool-bowl-15-cm-01kaw…"."""
    ending, named = product_id.removeprefix("prod_"), words(name)
    return f"{named}-{ending}" if named else ending


def words(name: str) -> str:
    """The Latin letters and digits of a name, without accents: "creme-brulee"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:NAME_MAX].strip("-")


def product_id_in(slug: str) -> str | None:
    """The id of the product, if the slug was derived from it."""
    found = _ID.search(slug)
    return f"prod_{found[1]}" if found else None
