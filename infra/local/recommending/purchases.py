"""Purchases from files shaped like Online Retail: one line per product of an invoice, packed or not."""

import csv
import gzip
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from recommendations.domain.purchases import Purchase

COLUMNS = ("InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID")
_GZIP = b"\x1f\x8b"
_PRODUCT = re.compile(r"\d{4}")  # postage, fees, samples and corrections have codes without a number


class NotPurchases(ValueError):
    """A file that is not there, or has another shape."""


def read(path: Path) -> Iterator[Purchase]:
    """The purchases in a file, line by line; cancellations, gifts and what is no product are left out.

    Raises: NotPurchases.
    """
    try:
        with path.open("rb") as raw, _text(raw) as text:
            rows = csv.DictReader(text)
            missing = set(COLUMNS) - set(rows.fieldnames or ())
            if missing:
                raise NotPurchases(f"{path} has no column {', '.join(sorted(missing))}")
            yield from (_purchase(row) for row in rows if _is_sale(row))
    except OSError as error:
        raise NotPurchases(f"{path} cannot be read: {error.strerror or error}") from error


def _text(raw: IO[bytes]) -> io.TextIOWrapper:
    packed = raw.read(2) == _GZIP
    raw.seek(0)
    inside = gzip.GzipFile(fileobj=raw) if packed else raw
    return io.TextIOWrapper(inside, encoding="utf-8", errors="replace", newline="")


def _is_sale(row: dict[str, str]) -> bool:
    return (
        not row["InvoiceNo"].startswith("C")
        and float(row["Quantity"]) > 0
        and float(row["UnitPrice"]) > 0
        and _PRODUCT.search(row["StockCode"]) is not None
    )


def _purchase(row: dict[str, str]) -> Purchase:
    at = datetime.fromisoformat(row["InvoiceDate"]).replace(tzinfo=UTC)
    # Codes differ in the case of their last letter from till to till; customers may look like "17850.0".
    customer = row["CustomerID"].strip().removesuffix(".0") or None
    return Purchase(customer, row["InvoiceNo"], row["StockCode"].strip().upper(), int(at.timestamp()))
