"""Real products from a file of Icecat's open catalogue: gzipped, one JSON object per line.

What the file does not say is derived, the same way on every run: the category from words and attributes,
the stock from a hash of the id. A product without a price is left out: a made-up one would be an offer
that nobody made.
"""

import gzip
import hashlib
import json
import logging
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from infra.local.shop.catalogue import CURRENCY, Product, Variant
from infra.local.shop.icecat_attributes import attributes_of
from infra.local.shop.icecat_categories import category_of
from infra.local.shop.icecat_text import clipped, plain
from infra.local.shop.icecat_types import type_of
from infra.local.shop.limits import DESCRIPTION_MAX_CHARACTERS, NAME_MAX_CHARACTERS, broken_by

# Longer lines are read in pieces, each of them malformed, so that no line can fill the memory.
LINE_MAX_BYTES = 1_000_000
SKU_PREFIX = "ICE-"  # before the id of a record
# One picture in four sizes: the largest there is.
PICTURE_FIELDS = ("img_high", "img_500x500", "img_low", "img_thumb")

_URL = re.compile(r"https?://\S{1,2000}")
_log = logging.getLogger(__name__)


class Malformed(ValueError):
    """A line that is no product: not JSON, not an object, or without what every product has."""


class Unpriced(Exception):
    """A product whose price is missing or 0."""


class Reading(Iterator[Product]):
    """The products of a file, read as they are asked for.

    `malformed` and `unpriced` count the lines left out so far; the end of the reading logs them.
    """

    def __init__(self, path: Path, limit: int | None) -> None:
        self.malformed = 0
        self.unpriced = 0
        self._products = self._read(path, limit)

    def __next__(self) -> Product:
        return next(self._products)

    def _read(self, path: Path, limit: int | None) -> Iterator[Product]:
        with gzip.open(path) as file:
            lines = iter(lambda: file.readline(LINE_MAX_BYTES), b"")
            products = (self._product(line) for line in lines if line.strip())
            yield from islice((product for product in products if product), limit)
        if self.malformed or self.unpriced:
            _log.warning("%s: %d lines malformed, %d without a price", path, self.malformed, self.unpriced)

    def _product(self, line: bytes) -> Product | None:
        try:
            return product_of(_record(line))
        except Unpriced:
            self.unpriced += 1
        except (ValueError, RecursionError):
            self.malformed += 1
        return None


def read(path: Path, limit: int | None) -> Reading:
    """The first `limit` products of the file, or all of them, in the file's order and one line at a time.

    Raises OSError if there is no such file or it is not gzipped, EOFError if it ends within the archive.
    """
    return Reading(path, limit)


def product_of(record: Mapping[str, object]) -> Product:
    """The product a record describes, within the limits of the products API; raises Malformed or Unpriced."""
    title = _text(record, "title") or _text(record, "name")
    category = category_of(record)
    product = Product(
        name=clipped(title, NAME_MAX_CHARACTERS),
        description=clipped(_text(record, "short_description") or title, DESCRIPTION_MAX_CHARACTERS),
        brand=clipped(_text(record, "supplier"), NAME_MAX_CHARACTERS),
        category=category,
        attributes=attributes_of(record, type_of(record, category)),
        images=_images(record),
        variants=[_variant(record)],
    )
    if broken := broken_by(product):
        raise Malformed("; ".join(broken))
    return product


def stock_of(product_id: str) -> int:
    """The stock in pieces for an id: 5 % are sold out, 10 % have up to 5, the others up to 250."""
    digest = hashlib.sha256(product_id.encode()).digest()
    percentile = int.from_bytes(digest[:8]) % 100
    pieces = int.from_bytes(digest[8:16])
    if percentile < 5:
        return 0
    return 1 + pieces % 5 if percentile < 15 else 6 + pieces % 245


def _record(line: bytes) -> Mapping[str, object]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise Malformed("a line is not an object")
    return record


def _variant(record: Mapping[str, object]) -> Variant:
    product_id, price_minor = record.get("id"), record.get("price")
    if not price_minor:
        raise Unpriced
    if not isinstance(product_id, str) or type(price_minor) is not int:
        raise Malformed("the id is no text or the price no whole number")
    return Variant(f"{SKU_PREFIX}{product_id}", price_minor, CURRENCY, {}, stock_of(product_id))


def _images(record: Mapping[str, object]) -> list[str]:
    urls = (_text(record, field) for field in PICTURE_FIELDS)
    return [url for url in urls if _URL.fullmatch(url)][:1]


def _text(record: Mapping[str, object], field: str) -> str:
    value = record.get(field)
    return plain(value) if isinstance(value, str) else ""
