"""The writes of a review that moves, with everything that follows from it: all of them happen or none."""

from collections.abc import Iterator

from pynamodb.expressions.condition import Condition

from haat.events import outbox
from haat.table import writes
from haat.table.item import Item
from haat.table.writes import Write
from reviews.domain import feedback as votes
from reviews.domain import rating as ratings
from reviews.domain.feedback import Feedback
from reviews.domain.rating import Rating
from reviews.domain.review import Review
from reviews.domain.scene import Scene, counted
from reviews.keys import RATING
from reviews.store import items
from reviews.store.items import FeedbackItem, PurchasesItem, RatingItem, ReviewerItem, ReviewItem

SERVICE_NAME = "reviews"


class Overtaken:
    """Somebody else changed something that the decision depended on: read it again."""


def moved(scene: Scene, after: Review, *, reports: int | None = None) -> tuple[Write, ...]:
    """The writes that move a review: with its places in lists, its product's rating with the event, and its
    author's counts. `reports`: what they are counted from then on; None: as before.

    At most 8 actions.
    """
    return (
        _put(items.review_item(after), _unchanged(ReviewItem, after.version - 1)),
        *_places(scene, after, reports),
        *_rating(scene, after),
        *_reviewer(scene, after),
        *_reviewed(scene, after),
    )


def heard(review: Review, feedback: Feedback, of_whom: Item) -> tuple[Write, ...]:
    """The writes that count one customer's vote or report, if all votes and reports are as they were read."""
    counted_in = _put(items.feedback_item(review, feedback), _unchanged(FeedbackItem, feedback.version - 1))
    return counted_in, writes.put(of_whom, when=None, refused=lambda _: None)


def _places(scene: Scene, after: Review, reports: int | None) -> Iterator[Write]:
    """Where a review stands in the lists of its product, if that changes."""
    before, was_shown = scene.review, bool(scene.review and scene.review.is_published)
    if reports is not None or was_shown != after.is_published:
        kept = scene.feedback.reports if reports is None else reports
        feedback = votes.refresh(scene.feedback, reports=kept)
        yield _put(items.feedback_item(after, feedback), _unchanged(FeedbackItem, scene.feedback.version))
    if (before.shown_stars if before else None) != after.shown_stars:
        yield writes.put(items.stars_item(after), when=None, refused=lambda _: None)


def _rating(scene: Scene, after: Review) -> Iterator[Write]:
    rating = ratings.move(scene.rating, scene.review.shown_stars if scene.review else None, after.shown_stars)
    if rating is not scene.rating:
        yield _put(items.rating_item(rating), _unchanged(RatingItem, scene.rating.version))
        yield _event(rating)


def _reviewer(scene: Scene, after: Review) -> Iterator[Write]:
    reviewer = counted(scene.reviewer, scene.review, after)
    if reviewer is not scene.reviewer:
        yield _put(items.reviewer_item(reviewer), _unchanged(ReviewerItem, scene.reviewer.version))


def _reviewed(scene: Scene, after: Review) -> Iterator[Write]:
    """What is known of the purchase is what was read, and whoever learns more of it learns of the review."""
    if scene.purchases.is_reviewed:
        return
    pk, sk = items.purchases_key(after.customer_id, after.product_id)
    yield writes.update(
        PurchasesItem,
        pk,
        sk,
        [
            PurchasesItem.kind.set(PurchasesItem),
            PurchasesItem.is_reviewed.set(True),
            PurchasesItem.version.add(1),
        ],
        when=_unchanged(PurchasesItem, scene.purchases.version),
        refused=lambda _: Overtaken(),
    )


def _put(item: Item, when: Condition) -> Write:
    return writes.put(item, when=when, refused=lambda _: Overtaken())


def _unchanged(of: type[Item], version: int) -> Condition:
    return of.version == version if version else of.pk.does_not_exist()


def _event(rating: Rating) -> Write:
    data = {
        "product_id": rating.product_id,
        "count": rating.count,
        "sum": rating.sum,
        "average": rating.average,
        "histogram": {str(stars): number for stars, number in enumerate(rating.histogram, start=1)},
    }
    return outbox.emit(
        "ProductRatingChanged",
        data,
        service=SERVICE_NAME,
        aggregate=RATING.key(rating.product_id),
        sequence=rating.version,
    )
