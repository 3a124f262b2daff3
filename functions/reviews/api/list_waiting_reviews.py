"""GET /api/admin/reviews"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid
from haat.http import Call, cursor, endpoint
from reviews import manifest, view
from reviews.store.lists import ReviewListStore

SCOPE = "reviews that wait"


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which page."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class WaitingReviews(msgspec.Struct):
    """A page of reviews that wait."""

    items: list[view.StaffReviewView]
    next: str | None


@endpoint(manifest.LIST_WAITING_REVIEWS)
def handler(call: Call[Query], lists: ReviewListStore) -> WaitingReviews | CursorInvalid:
    """What somebody has to decide about, the longest waiting first."""
    after = cursor.decode(call.input.cursor, scope=SCOPE)
    if isinstance(after, CursorInvalid):
        return after
    page = lists.waiting(limit=call.input.limit, after=after)
    shown = [view.staff(one.review, one.feedback) for one in page.reviews]
    return WaitingReviews(shown, cursor.encode(page.last_key, scope=SCOPE))
