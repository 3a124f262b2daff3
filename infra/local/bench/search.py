"""Search in the function: the real catalogue, the queries that people judged, facets and words marked.

A larger catalogue is made out of the real one; a million products take minutes to index. The function is a
fresh interpreter; its index comes from packed segments on disk, so without S3's transfer.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

import msgspec

from haat.money import Money
from infra.local.relevance import judgements, shelf
from infra.local.relevance.runs import CATALOG, JUDGEMENTS
from search.domain.entries import Entry
from search.engines.embedded import files
from search.engines.embedded.index import LocalIndex

PRICE_STEP_MINOR = 37  # by which a copy of a product is dearer than the one before


def measure(products: int | None = None) -> dict[str, float]:
    """The figures for so many products, the catalogue's own unless told; none where there is no catalogue."""
    if not (CATALOG.is_file() and JUDGEMENTS.is_file()):
        print(f"    there is no {CATALOG}")
        return {}
    entries = list(shelf.entries(CATALOG))
    wanted = products or len(entries)
    queries = sorted(judgements.read(JUDGEMENTS))
    with tempfile.TemporaryDirectory(prefix="haat-bench-search-") as directory:
        packed = _packed(Path(directory), islice(_copies(entries), wanted))
        figures = _asked(packed, queries)
    return {"search_index_products": wanted, **figures}


def _copies(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The products, again and again: each time under other ids and numbers, for other prices."""
    yield from entries
    for turn in count(1):
        yield from (_copy(entry, turn) for entry in entries)


def _copy(entry: Entry, turn: int) -> Entry:
    if entry.product is None:
        return replace(entry, id=f"{entry.id}-{turn}")
    variants = tuple(
        replace(one, sku=f"{one.sku}-{turn}", price=_dearer(one.price, turn))
        for one in entry.product.variants
    )
    product = replace(
        entry.product, id=f"{entry.id}-{turn}", name=f"{entry.product.name} V{turn}", variants=variants
    )
    return replace(entry, id=product.id, product=product)


def _dearer(price: Money, turn: int) -> Money:
    return replace(price, amount_minor=price.amount_minor + PRICE_STEP_MINOR * turn)


def _packed(directory: Path, entries: Iterator[Entry]) -> Path:
    """An index as it is published: packed segments, and what lists them."""
    index, packed = directory / "index", directory / "packed"
    index.mkdir()
    packed.mkdir()
    LocalIndex(index).write(entries)
    meta = (index / files.META).read_bytes()
    for segment in files.listing(meta).segments:
        (packed / segment).write_bytes(files.pack(index, segment))
    (packed / files.META).write_bytes(meta)
    return packed


def _asked(packed: Path, queries: Sequence[str]) -> dict[str, float]:
    """What a function measures of itself."""
    command = [sys.executable, "-m", "infra.local.bench.search_function", str(packed)]
    given = msgspec.json.encode(queries)
    environment = {**os.environ, "CURSOR_KEY": "bench"}
    ran = subprocess.run(command, input=given, env=environment, stdout=subprocess.PIPE, check=True)
    figures: dict[str, float] = json.loads(ran.stdout)
    return figures
