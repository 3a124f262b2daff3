"""GET /api/categories/{slug}/attributes"""

import msgspec

from catalog import manifest
from catalog.domain.attributes import Attribute
from catalog.store.attributes import AttributeStore
from catalog.store.categories import CategoryStore
from haat.errors import NotFound
from haat.http import Call, endpoint


class Attributes(msgspec.Struct):
    """The attributes that products of a category have, by key."""

    items: list[Attribute]
    next: None = None  # there are few


@endpoint(manifest.LIST_ATTRIBUTES)
def handler(call: Call[None], categories: CategoryStore, attributes: AttributeStore) -> Attributes | NotFound:
    """What a category declares, and what it inherits from those above it."""
    category = categories.resolve(call.path["slug"])
    if category is None:
        return NotFound()
    declared = attributes.declared(category.path)
    return Attributes([declared[key] for key in sorted(declared)])
