"""DELETE /api/reviews/{review_id}/vote"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from reviews import hearing, manifest
from reviews.changing import Changes
from reviews.domain.problems import OwnReview
from reviews.domain.review import Review
from reviews.store.reviews import ReviewStore


@endpoint(manifest.TAKE_VOTE_BACK)
def handler(
    call: Call[None], reviews: ReviewStore, changes: Changes[NotFound | OwnReview]
) -> Answer[None] | NotFound | OwnReview | AlreadyAnswered:
    """No vote of the caller's about a review; without one, nothing changes."""
    voter, review = call.customer.id, reviews.find(call.path["review_id"])
    if review is None:
        return NotFound()
    result = changes.make(
        review.customer_id, review.product_id, lambda scene: hearing.vote(scene, voter, None), asking=voter
    )
    return Answer(None) if isinstance(result, Review) else result
