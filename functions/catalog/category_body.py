"""The bodies of requests that change the tree of categories."""

from typing import Annotated

import msgspec
from msgspec import Meta

from catalog.body import Key, Slug, Text
from catalog.domain.attributes import Attribute, Attributes, Kind
from haat.errors import FieldError, InvalidInput

Name = Annotated[str, Meta(min_length=1, max_length=100)]


class AttributeBody(msgspec.Struct, forbid_unknown_fields=True):
    """An attribute that products of the category have; `choices` are for texts."""

    key: Key
    kind: Kind
    unit: Annotated[str, Meta(min_length=1, max_length=20)] | None = None
    required: bool = False
    choices: Annotated[list[Text], Meta(max_length=100)] = []


Declarations = Annotated[list[AttributeBody], Meta(max_length=60)]


class NewCategory(msgspec.Struct, forbid_unknown_fields=True):
    """A category below `parent`, or a root; without a name it is called after its slug."""

    slug: Slug
    name: Name | None = None
    parent: Slug | None = None
    attributes: Declarations = []


class CategoryBody(msgspec.Struct, forbid_unknown_fields=True):
    """What there is to a category beside its slug; without a parent it is a root."""

    name: Name
    parent: Slug | None = None
    attributes: Declarations = []


class Merger(msgspec.Struct, forbid_unknown_fields=True):
    """The slug of the category that takes everything over."""

    into: Slug


def declared(bodies: list[AttributeBody]) -> Attributes | InvalidInput:
    """The attributes that a category is to declare, or what is wrong with them as a whole."""
    seen: set[str] = set()
    errors: list[FieldError] = []
    for index, body in enumerate(bodies):
        if body.key in seen:
            errors.append(FieldError(f"/attributes/{index}/key", "Another attribute has this key."))
        if body.choices and body.kind is not Kind.TEXT:
            errors.append(FieldError(f"/attributes/{index}/choices", "Only a text has choices."))
        seen.add(body.key)
    if errors:
        return InvalidInput(tuple(errors))
    return tuple(
        Attribute(body.key, body.kind, body.unit, body.required, tuple(body.choices)) for body in bodies
    )
