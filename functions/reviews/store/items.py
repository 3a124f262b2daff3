"""The items of reviews, and what they stand for."""

from pynamodb.attributes import BooleanAttribute, UnicodeSetAttribute

from haat.table.item import Document, Integer, Item, Text
from reviews.domain.feedback import Feedback
from reviews.domain.moderation import Reason
from reviews.domain.rating import Rating
from reviews.domain.review import Opinion, Review, State
from reviews.domain.scene import Purchases, Reviewer
from reviews.keys import (
    ALL,
    BY_STARS,
    FEEDBACK_SORT,
    HELPFUL,
    NEWEST,
    RATING,
    RATING_SORT,
    REVIEW,
    REVIEW_SORT,
    REVIEWER,
    REVIEWER_SORT,
    STARS_SORT,
    WAITING,
    product_sort,
)


class ReviewItem(Item, discriminator="review"):
    """One review. Its place in the index is among those published, or among those that wait."""

    product_id = Text()
    customer_id = Text()
    opinion: Document[Opinion] = Document(Opinion)
    state = Text()
    reasons: Document[tuple[Reason, ...]] = Document(tuple[Reason, ...])
    note = Text()
    was_refused = BooleanAttribute()
    verified_purchase = BooleanAttribute()
    written_at = Text()
    updated_at = Text()
    published_at = Text(null=True)


class StarsItem(Item, discriminator="review_stars"):
    """The place of a published review among those of its product, by stars; its keys say all."""


class FeedbackItem(Item, discriminator="review_feedback"):
    """Votes and reports about one review; its place among those published, by votes."""

    helpful = Integer()
    unhelpful = Integer()
    reports = Integer()


class VoteItem(Item, discriminator="review_vote"):
    """One customer's vote about a review."""

    helpful = BooleanAttribute(null=True)  # None: taken back


class ReportItem(Item, discriminator="review_report"):
    """One customer's report of a review."""

    customer_id = Text()
    abuse = Text()
    note = Text()
    reported_at = Text()


class RatingItem(Item, discriminator="rating"):
    """What a product's published reviews add up to."""

    histogram: Document[tuple[int, ...]] = Document(tuple[int, ...])


class ListedItem(Item, discriminator="reviewed_product"):
    """There is such a product; or, under its other sort key, there was."""


class ReviewerItem(Item, discriminator="reviewer"):
    """How many reviews of a customer are published, and how many wait."""

    published = Integer()
    waiting = Integer()


class PurchasesItem(Item, discriminator="purchases"):
    """What a customer has to do with a product. Both sets only grow: events come in any order."""

    bought_in = UnicodeSetAttribute(null=True)  # orders that were paid
    cancelled = UnicodeSetAttribute(null=True)  # orders that were cancelled, before or after that
    is_reviewed = BooleanAttribute(null=True)


def review_item(review: Review) -> ReviewItem:
    item = ReviewItem(
        pk=REVIEW.key(review.id),
        sk=REVIEW_SORT,
        product_id=review.product_id,
        customer_id=review.customer_id,
        opinion=review.opinion,
        state=review.state.value,
        reasons=review.reasons,
        note=review.note,
        was_refused=review.was_refused,
        verified_purchase=review.verified_purchase,
        written_at=review.written_at,
        updated_at=review.updated_at,
        published_at=review.published_at,
        version=review.version,
    )
    if review.is_published:
        item.gsi1pk, item.gsi1sk = NEWEST.key(review.product_id), f"{review.published_at}#{review.id}"
    elif review.state is State.PENDING:
        item.gsi1pk, item.gsi1sk = WAITING.key(ALL), f"{review.updated_at}#{review.id}"
    return item


def stars_item(review: Review) -> StarsItem:
    item = StarsItem(pk=REVIEW.key(review.id), sk=STARS_SORT, version=review.version)
    if review.is_published:
        item.gsi1pk = BY_STARS.key(review.product_id)
        item.gsi1sk = f"{review.opinion.stars}#{review.published_at}#{review.id}"
    return item


def feedback_item(review: Review, feedback: Feedback) -> FeedbackItem:
    item = FeedbackItem(
        pk=REVIEW.key(review.id),
        sk=FEEDBACK_SORT,
        helpful=feedback.helpful,
        unhelpful=feedback.unhelpful,
        reports=feedback.reports,
        version=feedback.version,
    )
    if review.is_published:
        item.gsi1pk = HELPFUL.key(review.product_id)
        item.gsi1sk = f"{feedback.rank}#{review.published_at}#{review.id}"
    return item


def rating_item(rating: Rating) -> RatingItem:
    pk = RATING.key(rating.product_id)
    return RatingItem(pk=pk, sk=RATING_SORT, histogram=rating.histogram, version=rating.version)


def reviewer_item(reviewer: Reviewer) -> ReviewerItem:
    return ReviewerItem(
        pk=REVIEWER.key(reviewer.customer_id),
        sk=REVIEWER_SORT,
        published=reviewer.published,
        waiting=reviewer.waiting,
        version=reviewer.version,
    )


def to_review(item: ReviewItem) -> Review:
    return Review(
        id=item.pk.removeprefix(REVIEW.prefix),
        product_id=item.product_id,
        customer_id=item.customer_id,
        opinion=item.opinion,
        state=State(item.state),
        reasons=item.reasons,
        note=item.note,
        was_refused=item.was_refused,
        verified_purchase=item.verified_purchase,
        written_at=item.written_at,
        updated_at=item.updated_at,
        published_at=item.published_at,
        version=item.version,
    )


def to_feedback(item: Item | None) -> Feedback:
    if not isinstance(item, FeedbackItem):
        return Feedback()
    return Feedback(item.helpful, item.unhelpful, item.reports, item.version)


def to_rating(product_id: str, item: Item | None) -> Rating:
    if not isinstance(item, RatingItem):
        return Rating(product_id)
    return Rating(product_id, item.histogram, item.version)


def to_reviewer(customer_id: str, item: Item | None) -> Reviewer:
    if not isinstance(item, ReviewerItem):
        return Reviewer(customer_id)
    return Reviewer(customer_id, item.published, item.waiting, item.version)


def to_purchases(item: Item | None) -> Purchases:
    if not isinstance(item, PurchasesItem):
        return Purchases()
    kept = (item.bought_in or set()) - (item.cancelled or set())
    return Purchases(frozenset(kept), bool(item.is_reviewed), item.version)


def purchases_key(customer_id: str, product_id: str) -> tuple[str, str]:
    return REVIEWER.key(customer_id), product_sort(product_id)
