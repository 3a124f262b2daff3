"""PUT /api/admin/reviews/{review_id}/status"""

from typing import Annotated, Literal

import msgspec

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from reviews import hearing, manifest, view
from reviews.changing import Changes, Step
from reviews.domain.problems import ReviewChanged
from reviews.domain.review import Review, State
from reviews.domain.scene import Scene
from reviews.store.reviews import ReviewStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What is decided of the version that was read, and what its author is told."""

    status: Literal["published", "rejected"]
    version: Annotated[int, msgspec.Meta(ge=1)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=500)]


@endpoint(manifest.DECIDE_REVIEW)
def handler(
    call: Call[Body], reviews: ReviewStore, changes: Changes[NotFound | ReviewChanged]
) -> Answer[view.OwnReviewView] | NotFound | PreconditionFailed | ReviewChanged | AlreadyAnswered:
    """Let everybody read a review, or nobody but its author. One that changed is read again first."""
    review = reviews.find(call.path["review_id"])
    if review is None or review.state is State.DELETED:
        return NotFound()
    if outdated := call.precondition(str(review.version)):
        return outdated
    result = changes.make(
        review.customer_id,
        review.product_id,
        lambda scene: _decided(call, scene),
    )
    return view.answer(result) if isinstance(result, Review) else result


def _decided(call: Call[Body], scene: Scene) -> Step | NotFound | ReviewChanged:
    wanted = call.input
    step = hearing.decide(scene, State(wanted.status), wanted.reason, wanted.version)
    if not isinstance(step, Step) or scene.current is None:
        return step
    before, after = {"state": scene.current.state}, {"state": step.review.state}
    audited = call.audited(f"review/{step.review.id}", before, after)
    return Step(step.review, (*step.pending, audited))
