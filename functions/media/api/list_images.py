"""GET /api/admin/images"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint
from media import manifest, view
from media.store import ImageStore

SCOPE = "images"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Images(msgspec.Struct):
    """A page of images."""

    items: list[view.ImageView]
    next: str | None


@endpoint(manifest.LIST_IMAGES)
def handler(call: Call[Query], images: ImageStore) -> Images | CursorInvalid:
    """The images that are ready, the last one asked for first."""
    after = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(after, CursorInvalid):
        return after
    page = images.ready(limit=call.input.limit, after=after)
    return Images([view.of(image) for image in page.images], cursor.encode(page.last_key, scope=SCOPE))
