"""CSV: a row for each variant. Rows of one product follow each other and say the same in `product`.

The first of them says what the product is; the others may leave that out, and may not contradict.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from catalog.transfers import cells
from catalog.transfers.columns import GROUP, Column, column
from catalog.transfers.imported import ImportedProduct
from catalog.transfers.records import Record, Records, Wrong, wrong
from catalog.transfers.rows import Row
from haat.errors import FieldError, InvalidInput
from haat.http import parse

ROWS_MAX = 100  # of one product that are looked at; it may have fewer variants
NEEDED = ("name", "category", "sku", "price.amount_minor", "price.currency")


@dataclass(frozen=True, slots=True)
class Heading:
    """The row that names the columns. `columns` None: the one that groups rows."""

    columns: tuple[Column | None, ...]

    @property
    def group(self) -> int | None:
        """The place of the column that groups rows."""
        return self.columns.index(None) if None in self.columns else None


def heading(names: list[str]) -> Heading | InvalidInput:
    """What the first row says, or which of its columns cannot be."""
    tidy = [cells.read(name).strip() for name in names]
    errors = [
        FieldError(f"/{name}", "Unknown column.") for name in tidy if name != GROUP and not column(name)
    ]
    errors += [FieldError(f"/{name}", "The column is there twice.") for name in _repeated(tidy)]
    missing = (name for name in NEEDED if name not in tidy and name.partition(".")[0] not in tidy)
    errors += [FieldError(f"/{name}", "The column is missing.") for name in missing]
    return InvalidInput(tuple(errors)) if errors else Heading(tuple(map(column, tidy)))


def records(rows: Iterable[Row], head: Heading) -> Records:
    """A record for each product: for each row, or for each group of rows."""
    named = _Grouping(head.group)
    for _, group in groupby(rows, key=named):
        yield _record(list(_bounded(group)), head)


class _Grouping:
    """Tells which rows belong together: it changes with every product. A broken row stays with its product,
    of which a variant would be missing without it."""

    def __init__(self, place: int | None) -> None:
        self._place = place
        self._text, self._number = "", 0

    def __call__(self, row: Row) -> int:
        text = self._text if isinstance(row.cells, Wrong) else self._named(row.cells)
        if not text or text != self._text:
            self._number += 1
        self._text = text
        return self._number

    def _named(self, texts: list[str]) -> str:
        return texts[self._place] if self._place is not None and self._place < len(texts) else ""


def _bounded(group: Iterable[Row]) -> Iterator[Row]:
    """The first rows of a group and its last, which says where it ends."""
    last = None
    for number, row in enumerate(group):
        if last is not None and number <= ROWS_MAX:
            yield last
        last = row
    if last is not None:
        yield last


def _record(group: list[Row], head: Heading) -> Record:
    line, after = group[0].line, group[-1].after
    broken = next((row.cells for row in group if isinstance(row.cells, Wrong)), None)
    if broken:
        return Record(line, after, broken)
    texts = [row.cells for row in group if isinstance(row.cells, list)]
    if not any(map(any, texts)):
        return Record(line, after, None)
    return Record(line, after, _product(texts, head))


def _product(texts: list[list[str]], head: Heading) -> ImportedProduct | Wrong:
    whole: dict[str, Any] = {"variants": []}
    errors: list[FieldError] = []
    for place, row in enumerate(texts):
        variant: dict[str, Any] = {}
        for one, value in _values(row, head, errors):
            if not _put(variant if one.of_variant else whole, one.path, value):
                errors.append(FieldError(f"/{one.name}", f"Row {place + 1} of the product contradicts."))
        whole["variants"].append(variant)
    made = InvalidInput(tuple(errors)) if errors else parse.convert(whole, ImportedProduct, strict=False)
    return wrong(made) if isinstance(made, InvalidInput) else made


def _values(row: list[str], head: Heading, errors: list[FieldError]) -> Iterator[tuple[Column, object]]:
    """What the cells of a row say that are not empty."""
    if len(row) > len(head.columns):
        errors.append(
            FieldError("", f"The row has {len(row)} cells, and there are {len(head.columns)} columns.")
        )
    for one, cell in zip(head.columns, row, strict=False):
        value = one.value(cells.read(cell)) if one and cell else None
        if isinstance(value, FieldError):
            errors.append(value)
        elif one and cell:
            yield one, value


def _put(target: Any, path: tuple[str, ...], value: object) -> bool:
    """Put a value where its path leads; False: there is another one."""
    *outer, last = path
    for name in outer:
        target = target.setdefault(name, {}) if isinstance(target, dict) else None
    return isinstance(target, dict) and bool(target.setdefault(last, value) == value)


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
