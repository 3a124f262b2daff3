"""DELETE /api/reviews/{review_id}"""

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from reviews import manifest, writing
from reviews.changing import Changes
from reviews.domain.review import Review
from reviews.store.reviews import ReviewStore


@endpoint(manifest.DELETE_REVIEW)
def handler(
    call: Call[None], reviews: ReviewStore, changes: Changes[NotFound | PreconditionFailed]
) -> Answer[None] | NotFound | PreconditionFailed | AlreadyAnswered:
    """The review is gone, and its stars with it; the customer may write another one."""
    review = reviews.find_own(call.path["review_id"], call.customer.id)
    if review is None:
        return NotFound()
    result = changes.make(review.customer_id, review.product_id, lambda scene: writing.erase(scene, call))
    return Answer(None) if isinstance(result, Review) else result
