"""PUT /api/reviews/{review_id}/vote"""

import msgspec

from haat.errors import NotFound
from haat.http import Call, endpoint
from haat.http.once import AlreadyAnswered
from reviews import hearing, manifest
from reviews.changing import Changes
from reviews.domain.problems import OwnReview
from reviews.domain.review import Review
from reviews.store.reviews import ReviewStore


class Vote(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the review helped."""

    helpful: bool


@endpoint(manifest.VOTE_ON_REVIEW)
def handler(
    call: Call[Vote], reviews: ReviewStore, changes: Changes[NotFound | OwnReview]
) -> Vote | NotFound | OwnReview | AlreadyAnswered:
    """The caller's only vote about somebody else's review; the last one holds."""
    voter, review = call.customer.id, reviews.find(call.path["review_id"])
    if review is None:
        return NotFound()
    result = changes.make(
        review.customer_id,
        review.product_id,
        lambda scene: hearing.vote(scene, voter, call.input.helpful),
        asking=voter,
    )
    return call.input if isinstance(result, Review) else result
