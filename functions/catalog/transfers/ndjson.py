"""NDJSON: each line is the body of a POST to /api/products, a variant of which may have a `quantity`."""

from collections.abc import Iterable

from catalog.transfers.imported import ImportedProduct
from catalog.transfers.lines import Line
from catalog.transfers.records import Record, Records, Wrong, wrong
from haat.errors import Problem
from haat.http import parse

JSON = "application/json"


def records(lines: Iterable[Line]) -> Records:
    """A record for each line."""
    return (Record(line.number, line.after, _found(line)) for line in lines)


def _found(line: Line) -> ImportedProduct | Wrong | None:
    text = line.text()
    if isinstance(text, Wrong) or not text.strip():
        return text if isinstance(text, Wrong) else None
    parsed = parse.body(text.encode(), JSON, ImportedProduct)
    return wrong(parsed) if isinstance(parsed, Problem) else parsed
