"""A file of Icecat's open catalogue as lines of products that the API takes."""

import gzip
import json
from pathlib import Path

from infra.local.shop import icecat

LINE_MAX_BYTES = 1_000_000
OF_ICECAT = {"title", "supplier"}  # in every record, and in no product of ours


def is_one(file: Path) -> bool:
    """Whether the first line of a packed file is a record of Icecat's."""
    try:
        with gzip.open(file) as lines:
            first = json.loads(lines.readline(LINE_MAX_BYTES))
    except (OSError, EOFError, ValueError):
        return False
    return isinstance(first, dict) and first.keys() >= OF_ICECAT


def translate(file: Path, into: Path, limit: int | None = None) -> Path:
    """Write the first `limit` products of a file, with stock, as NDJSON; what has no price is left out."""
    into.parent.mkdir(parents=True, exist_ok=True)
    with into.open("w", encoding="utf-8") as lines:
        for product in icecat.read(file, limit):
            lines.write(json.dumps(product.to_record(), ensure_ascii=False) + "\n")
    return into
