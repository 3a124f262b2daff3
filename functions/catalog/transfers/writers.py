"""Products as they are written into files; what is read again is the same product."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from catalog.body import ProductBody
from catalog.domain import Product, slugs
from catalog.transfers import cells
from catalog.transfers.columns import GROUP, Column, written
from catalog.transfers.jobs import Format

_NOTHING: tuple[object, ...] = (None, "", [], {})


def head(of: Format) -> bytes:
    """What a file begins with."""
    return _rows([[GROUP, *(column.name for column in written())]]) if of is Format.CSV else b""


def lines(products: Iterable[Product], of: Format) -> bytes:
    """Some products as they are in a file."""
    columns = written() if of is Format.CSV else []
    return b"".join(_product(product, of, columns) for product in products)


def _product(product: Product, of: Format, columns: Sequence[Column]) -> bytes:
    body = msgspec.convert(product, ProductBody, from_attributes=True)
    if slugs.product_id_in(body.slug):  # nobody has chosen it, and elsewhere it would be another one
        body.slug = ""
    if of is Format.NDJSON:
        return msgspec.json.encode(body) + b"\n"
    whole = msgspec.to_builtins(body)
    return _rows([product.id, *_cells(whole, variant, columns)] for variant in whole["variants"])


def _cells(whole: dict[str, Any], variant: dict[str, Any], columns: Sequence[Column]) -> Iterable[str]:
    return (cells.shown(_text(column, variant if column.of_variant else whole)) for column in columns)


def _text(column: Column, value: Any) -> str:
    for name in column.path:
        value = value.get(name) if isinstance(value, dict) else None
    if value in _NOTHING:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _rows(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
