"""GET /api/admin/reviews/{review_id}"""

import msgspec

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from reviews import manifest, view
from reviews.store.reviews import ReviewStore


class ReportView(msgspec.Struct):
    """What one customer reported."""

    customer_id: str
    reason: str
    note: str
    reported_at: str


class InspectedReview(msgspec.Struct):
    """A review with its reports, a hundred at most."""

    review: view.StaffReviewView
    reports: list[ReportView]


@endpoint(manifest.INSPECT_REVIEW)
def handler(call: Call[None], reviews: ReviewStore) -> Answer[InspectedReview] | NotFound:
    """One review in any state but deleted."""
    found = reviews.find(call.path["review_id"])
    scene = reviews.scene(found.customer_id, found.product_id) if found else None
    if scene is None or scene.current is None:
        return NotFound()
    reports = [
        ReportView(report.customer_id, report.abuse, report.note, report.reported_at)
        for report in reviews.reports(scene.current.id)
    ]
    shown = InspectedReview(view.staff(scene.current, scene.feedback), reports)
    return Answer(shown, etag=str(scene.current.version))
