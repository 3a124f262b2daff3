"""POST /api/products/{product_id}/reviews"""

from haat.errors import InvalidInput, NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from reviews import manifest, view, writing
from reviews.body import OpinionBody, opinion_of
from reviews.changing import Changes
from reviews.domain.problems import ReviewExists, TooManyReviewsWaiting
from reviews.domain.review import Review

Refusal = NotFound | ReviewExists | TooManyReviewsWaiting


@endpoint(manifest.WRITE_REVIEW)
def handler(
    call: Call[OpinionBody], changes: Changes[Refusal]
) -> Answer[view.OwnReviewView] | InvalidInput | Refusal | AlreadyAnswered:
    """A customer's only review of a product. Whether it is published at once, its state says."""
    opinion = opinion_of(call.input)
    if isinstance(opinion, InvalidInput):
        return opinion
    result = changes.make(
        call.customer.id,
        call.path["product_id"],
        lambda scene: writing.write(scene, opinion),
        remember=lambda review: call.remember_personal(_answer(review)),
    )
    return _answer(result) if isinstance(result, Review) else result


def _answer(review: Review) -> Answer[view.OwnReviewView]:
    return view.answer(review, location=f"{manifest.LIST_MY_REVIEWS.path}/{review.id}")
