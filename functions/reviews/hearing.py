"""What others do to a published review: vote, report; and what a person in charge decides."""

from haat import clock
from haat.errors import NotFound
from haat.shop_settings import REVIEW_REPORTS
from haat.table.shop_settings import value_of
from reviews.changing import Step
from reviews.domain import feedback as votes
from reviews.domain import review as reviews
from reviews.domain.feedback import Abuse
from reviews.domain.problems import OwnReview, ReviewChanged, ReviewReportedBefore
from reviews.domain.review import State
from reviews.domain.scene import Scene
from reviews.keys import REVIEW, report_sort, vote_sort
from reviews.store.items import ReportItem, VoteItem
from reviews.store.writing import heard, moved


def vote(scene: Scene, voter: str, helpful: bool | None) -> Step | NotFound | OwnReview:  # noqa: FBT001 -- a vote is one
    """A customer's only vote about a review; None takes it back. The same again changes nothing."""
    review = scene.current
    if review and review.customer_id == voter:
        return OwnReview()
    if review is None or not review.is_published:
        return NotFound()
    if scene.vote is helpful:
        return Step(review, ())
    item = VoteItem(pk=REVIEW.key(review.id), sk=vote_sort(voter), helpful=helpful)
    return Step(review, heard(review, votes.vote(scene.feedback, scene.vote, helpful), item))


def report(
    scene: Scene, reporter: str, abuse: Abuse, note: str
) -> Step | NotFound | OwnReview | ReviewReportedBefore:
    """A customer's only report of a review; with the last one that it takes, it waits for a person."""
    review = scene.current
    if review and review.customer_id == reporter:
        return OwnReview()
    if review is None or not review.is_published:
        return NotFound()
    if scene.has_reported:
        return ReviewReportedBefore()
    item = ReportItem(
        pk=REVIEW.key(review.id),
        sk=report_sort(reporter),
        customer_id=reporter,
        abuse=abuse.value,
        note=note,
        reported_at=clock.now(),
    )
    feedback = votes.report(scene.feedback)
    if feedback.reports < value_of(REVIEW_REPORTS):
        return Step(review, heard(review, feedback, item))
    taken_back = reviews.take_back(review, at=clock.now())
    _, of_whom = heard(review, feedback, item)
    return Step(taken_back, (*moved(scene, taken_back, reports=feedback.reports), of_whom))


def decide(scene: Scene, state: State, note: str, version: int) -> Step | NotFound | ReviewChanged:
    """A review as a person leaves it, if it still says what that person has read; reports count anew."""
    review = scene.current
    if review is None:
        return NotFound()
    if review.version != version:
        return ReviewChanged(review.version)
    decided = reviews.decide(review, state, note, at=clock.now())
    return Step(decided, moved(scene, decided, reports=0))
