"""PUT /api/reviews/{review_id}"""

from haat.errors import InvalidInput, NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from reviews import manifest, view, writing
from reviews.body import OpinionBody, opinion_of
from reviews.changing import Changes
from reviews.domain.problems import TooManyReviewsWaiting
from reviews.domain.review import Review
from reviews.store.reviews import ReviewStore

Refusal = NotFound | PreconditionFailed | TooManyReviewsWaiting


@endpoint(manifest.REWRITE_REVIEW)
def handler(
    call: Call[OpinionBody], reviews: ReviewStore, changes: Changes[Refusal]
) -> Answer[view.OwnReviewView] | InvalidInput | Refusal | AlreadyAnswered:
    """Other stars and other words, which the rules look at again."""
    opinion = opinion_of(call.input)
    if isinstance(opinion, InvalidInput):
        return opinion
    review = reviews.find_own(call.path["review_id"], call.customer.id)
    if review is None:
        return NotFound()
    result = changes.make(
        review.customer_id, review.product_id, lambda scene: writing.rewrite(scene, opinion, call)
    )
    return view.answer(result) if isinstance(result, Review) else result
