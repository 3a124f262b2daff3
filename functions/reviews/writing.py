"""What a customer does to the own review: write, write again, delete; and what follows from buying."""

from dataclasses import replace
from typing import Any

from haat import clock
from haat.errors import NotFound, PreconditionFailed
from haat.http import Call
from haat.shop_settings import BY_STAFF, REVIEW_PUBLISHING
from haat.table.shop_settings import value_of
from reviews.changing import Step
from reviews.domain import review as reviews
from reviews.domain.moderation import Author, Outcome, Reason, Verdict, held, judge
from reviews.domain.problems import WAITING_MAX, ReviewExists, TooManyReviewsWaiting
from reviews.domain.review import Opinion, Review, State
from reviews.domain.scene import Scene
from reviews.keys import review_id
from reviews.store.writing import moved
from reviews.words import word_list


def write(scene: Scene, opinion: Opinion) -> Step | NotFound | ReviewExists | TooManyReviewsWaiting:
    """The first review of a product by a customer, or the first after the last one was deleted."""
    if not scene.is_listed:
        return NotFound()
    if scene.current:
        return ReviewExists(scene.current.id)
    verdict = _verdict(scene, opinion)
    if verdict.outcome is Outcome.PENDING and scene.reviewer.waiting >= WAITING_MAX:
        return TooManyReviewsWaiting()
    return _step(scene, _written(scene, opinion, verdict))


def rewrite(
    scene: Scene, opinion: Opinion, call: Call[Any]
) -> Step | NotFound | PreconditionFailed | TooManyReviewsWaiting:
    """A review with other words, which the rules look at again."""
    review = scene.current
    if review is None:
        return NotFound()
    if outdated := call.precondition(str(review.version)):
        return outdated
    verdict = _verdict(scene, opinion)
    waits_anew = verdict.outcome is Outcome.PENDING and review.state is not State.PENDING
    if waits_anew and scene.reviewer.waiting >= WAITING_MAX:
        return TooManyReviewsWaiting()
    return _step(scene, _rewritten(scene, review, opinion, verdict))


def erase(scene: Scene, call: Call[Any]) -> Step | NotFound | PreconditionFailed:
    """No review any more."""
    review = scene.current
    if review is None:
        return NotFound()
    return call.precondition(str(review.version)) or _step(scene, reviews.erase(review, at=clock.now()))


def verify(scene: Scene) -> Step | NotFound:
    """The review of who turned out to have bought the product, or not to: one that waited for nothing else
    is published."""
    review, bought = scene.current, scene.purchases.any
    if review is None or review.verified_purchase == bought:
        return NotFound()
    known = replace(review, verified_purchase=bought)
    if bought and review.state is State.PENDING and review.reasons == (Reason.NEWCOMER,):
        return _step(scene, reviews.judged(known, Verdict(Outcome.PUBLISHED, ()), at=clock.now()))
    return _step(scene, replace(known, version=review.version + 1))


def _verdict(scene: Scene, opinion: Opinion) -> Verdict:
    before = scene.review
    author = Author(
        has_bought=scene.purchases.any,
        has_published=scene.reviewer.published > 0,
        was_refused=before is not None and before.was_refused,
        is_reported=before is not None and before.is_reported,
    )
    verdict = judge((opinion.title, opinion.text, opinion.author_name), author, word_list())
    return held(verdict) if value_of(REVIEW_PUBLISHING) == BY_STAFF else verdict


def _written(scene: Scene, opinion: Opinion, verdict: Verdict) -> Review:
    if scene.review:
        return _rewritten(scene, scene.review, opinion, verdict)
    customer_id, product_id = scene.reviewer.customer_id, scene.rating.product_id
    return reviews.write(
        review_id(customer_id, product_id), product_id, customer_id, opinion, verdict,
        verified=scene.purchases.any, at=clock.now(),
    )  # fmt: skip


def _rewritten(scene: Scene, review: Review, opinion: Opinion, verdict: Verdict) -> Review:
    return reviews.rewrite(review, opinion, verdict, verified=scene.purchases.any, at=clock.now())


def _step(scene: Scene, after: Review) -> Step:
    return Step(after, moved(scene, after))
