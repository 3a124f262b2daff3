"""GET /api/reviews/{review_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from reviews import manifest, view
from reviews.store.reviews import ReviewStore


@endpoint(manifest.GET_REVIEW)
def handler(call: Call[None], reviews: ReviewStore) -> Answer[view.OwnReviewView] | NotFound:
    """One review of the caller's; somebody else's is as absent as one that never was."""
    review = reviews.find_own(call.path["review_id"], call.customer.id)
    return view.answer(review) if review else NotFound()
