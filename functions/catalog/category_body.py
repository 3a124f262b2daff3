"""The bodies of requests that change the tree of categories."""

from typing import Annotated

import msgspec
from msgspec import Meta

from catalog.body import Slug

Name = Annotated[str, Meta(min_length=1, max_length=100)]


class NewCategory(msgspec.Struct, forbid_unknown_fields=True):
    """A category below `parent`, or a root; without a name it is called after its slug."""

    slug: Slug
    name: Name | None = None
    parent: Slug | None = None


class CategoryBody(msgspec.Struct, forbid_unknown_fields=True):
    """What there is to a category beside its slug; without a parent it is a root."""

    name: Name
    parent: Slug | None = None


class Merger(msgspec.Struct, forbid_unknown_fields=True):
    """The slug of the category that takes everything over."""

    into: Slug
