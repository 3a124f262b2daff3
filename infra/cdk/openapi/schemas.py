"""Schemas of the types that handlers take and give, under names that a reader can bear."""

import json
import typing
from collections.abc import Iterable
from typing import Any

import msgspec

from infra.cdk.services import camel

Schema = dict[str, Any]
_TEMPLATE = "#/components/schemas/{name}"


class Schemas:
    """The schema of every type, referring to `components`."""

    def __init__(self, kinds: Iterable[Any]) -> None:
        unique = list(dict.fromkeys(part for kind in kinds for part in _alternatives(kind)))
        schemas, components = msgspec.json.schema_components(unique, ref_template=_TEMPLATE)
        renamed = {name: _readable(name) for name in components}
        if len(set(renamed.values())) < len(renamed):
            raise ValueError("two types would have the same name in the OpenAPI document")
        self.components = {
            renamed[name]: _rename(schema, renamed) for name, schema in sorted(components.items())
        }
        self._schemas = {kind: _rename(schema, renamed) for kind, schema in zip(unique, schemas, strict=True)}

    def of(self, kind: Any) -> Schema:
        """The schema of one of the types."""
        schemas: list[Schema] = [self._schemas[part] for part in _alternatives(kind)]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _alternatives(kind: Any) -> tuple[Any, ...]:
    """The members of a union of several objects, which msgspec has no schema for; else the type itself."""
    members = typing.get_args(kind)
    objects = [one for one in members if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    return members if len(objects) > 1 else (kind,)


def _readable(name: str) -> str:
    """A name that several types share comes with its module, of which the telling part is kept:
    "cart.api.add_item.Body" → "AddItemBody", "orders.domain.Address" → "OrdersAddress"."""
    *module, kind = name.split(".")
    if not module:
        return name
    return camel(module[-1] if "api" in module else module[0]) + kind


def _rename(schema: Schema, renamed: dict[str, str]) -> Any:
    text = json.dumps(schema)
    for before, after in renamed.items():
        text = text.replace(f'"{_TEMPLATE.format(name=before)}"', f'"{_TEMPLATE.format(name=after)}"')
    renamed_schema: Schema = json.loads(text)
    return renamed_schema
