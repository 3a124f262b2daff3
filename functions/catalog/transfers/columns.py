"""Columns of a sheet of products: each is a field of `catalog.body`, so that a new field is a new column.

A column is named after its field: `name`, `price.amount_minor`, `attributes.material`. Fields of the product
come first, then those of the variant; where both have one, `variant.images` is the variant's. A cell is text;
a list, or a field that is taken whole, is JSON. What is empty is left out.
"""

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from catalog.body import ProductBody, VariantBody
from catalog.transfers import cells
from catalog.transfers.imported import ImportedProduct, ImportedVariant
from haat.errors import FieldError, MalformedJson
from haat.http import parse

GROUP = "product"  # rows that follow each other with the same text here are variants of one product
VARIANT = "variant."
_ROWS = "variants"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its values go."""

    name: str
    of_variant: bool
    path: tuple[str, ...]  # ("price", "amount_minor")
    kind: Any  # the type of what is there, without constraints

    def value(self, text: str) -> object | FieldError:
        """What a cell says that is not empty."""
        if self.kind is Any:
            return cells.scalar(text)
        if typing.get_origin(self.kind) not in (list, dict) and not _is_struct(self.kind):
            return text
        decoded = parse.decoded(text.encode())
        return (
            FieldError(f"/{self.name}", "It is not JSON.") if isinstance(decoded, MalformedJson) else decoded
        )


def column(name: str) -> Column | None:
    """The column of this name; None: a product has no such field."""
    path = tuple(name.removeprefix(VARIANT).split("."))
    of_variant = name.startswith(VARIANT) or path[0] not in _fields(ProductBody)
    kind = _kind(ImportedVariant if of_variant else ImportedProduct, path)
    return None if kind is None else Column(name, of_variant, path, kind)


def written() -> list[Column]:
    """The columns of a sheet that says everything of a product: prices in parts, all else whole.

    Units are none of it: they change with every order.
    """
    of_product = _fields(ProductBody)
    of_variant = [VARIANT + name if name in of_product else name for name in _fields(VariantBody)]
    return [part for name in (*of_product, *of_variant) for part in _parts(name)]


def _parts(name: str) -> Iterator[Column]:
    whole = column(name)
    if whole and _is_struct(whole.kind):
        yield from (part for inner in _fields(whole.kind) for part in _parts(f"{name}.{inner}"))
    elif whole:
        yield whole


def _fields(of: Any) -> dict[str, Any]:
    fields = {field.encode_name: _plain(field.type) for field in msgspec.structs.fields(of)}
    fields.pop(_ROWS, None)
    return fields


def _kind(of: Any, path: tuple[str, ...]) -> Any:
    """The type of what is at a path; None: there is nothing of this name."""
    if not path:
        return of
    if _is_struct(of):
        fields = _fields(of)
        return _kind(fields[path[0]], path[1:]) if path[0] in fields else None
    if typing.get_origin(of) is dict and len(path) == 1:
        value = _plain(typing.get_args(of)[1])
        return value if value is str else Any
    return None


def _is_struct(of: Any) -> bool:
    return isinstance(of, type) and issubclass(of, msgspec.Struct)


def _plain(of: Any) -> Any:
    """A type without constraints, and `X | None` as X."""
    if typing.get_origin(of) is typing.Annotated:
        return _plain(typing.get_args(of)[0])
    if typing.get_origin(of) in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(of) if option is not types.NoneType]
        return _plain(options[0]) if len(options) == 1 else of
    return of
