"""GET /api/reviews"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint
from reviews import manifest, view
from reviews.store.lists import ReviewListStore


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class Reviews(msgspec.Struct):
    """A page of the caller's reviews."""

    items: list[view.OwnReviewView]
    next: str | None


@endpoint(manifest.LIST_MY_REVIEWS)
def handler(call: Call[Query], lists: ReviewListStore) -> Reviews | CursorInvalid:
    """The caller's reviews in any state, by product."""
    scope = f"reviews of {call.customer.id}"
    after = cursor.decode(call.input.cursor, scope=scope)
    if isinstance(after, CursorInvalid):
        return after
    page = lists.of_customer(call.customer.id, limit=call.input.limit, after=after)
    return Reviews([view.own(one.review) for one in page.reviews], cursor.encode(page.last_key, scope=scope))
