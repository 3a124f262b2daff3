"""POST /api/reviews/{review_id}/reports"""

from typing import Annotated

import msgspec

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from reviews import hearing, manifest
from reviews.changing import Changes
from reviews.domain.feedback import Abuse
from reviews.domain.problems import OwnReview, ReviewReportedBefore
from reviews.domain.review import Review
from reviews.store.reviews import ReviewStore

DONE: Answer[None] = Answer(None)


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """What is wrong with it."""

    reason: Abuse
    note: Annotated[str, msgspec.Meta(max_length=500)] = ""


@endpoint(manifest.REPORT_REVIEW)
def handler(
    call: Call[Body], reviews: ReviewStore, changes: Changes[NotFound | OwnReview | ReviewReportedBefore]
) -> Answer[None] | NotFound | OwnReview | ReviewReportedBefore | AlreadyAnswered:
    """The caller's only report of somebody else's review."""
    reporter, review, report = call.customer.id, reviews.find(call.path["review_id"]), call.input
    if review is None:
        return NotFound()
    result = changes.make(
        review.customer_id,
        review.product_id,
        lambda scene: hearing.report(scene, reporter, report.reason, report.note),
        asking=reporter,
        remember=lambda _: call.remember(DONE),
    )
    return DONE if isinstance(result, Review) else result
