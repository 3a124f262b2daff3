"""Reviews as the API shows them: to everybody, to their author, to a person in charge."""

from typing import Any

import msgspec

from haat.http import Answer
from reviews.domain.feedback import Feedback
from reviews.domain.rating import Rating
from reviews.domain.review import Review
from reviews.store.lists import Heard


class RatingView(msgspec.Struct):
    """What all published reviews of a product add up to. `histogram`: reviews by their stars."""

    average: float | None
    count: int
    histogram: dict[str, int]


class ReviewView(msgspec.Struct):
    """A review as everybody sees it. Its texts are plain: escape them for where you show them."""

    id: str
    stars: int
    title: str
    text: str
    author_name: str
    verified_purchase: bool
    written_at: str
    updated_at: str
    helpful: int
    unhelpful: int


class OwnReviewView(msgspec.Struct):
    """A review as its author sees it. `reasons`: why it is not published; `note`: what the shop says."""

    id: str
    product_id: str
    state: str
    reasons: list[str]
    note: str
    stars: int
    title: str
    text: str
    author_name: str
    verified_purchase: bool
    written_at: str
    updated_at: str
    version: int


class StaffReviewView(OwnReviewView, kw_only=True):
    """A review as whoever decides about it sees it. `reports`: since somebody last decided."""

    customer_id: str
    reports: int
    helpful: int
    unhelpful: int


def rating(of: Rating) -> RatingView:
    by_stars = {str(stars): number for stars, number in enumerate(of.histogram, start=1)}
    return RatingView(of.average, of.count, by_stars)


def public(heard: Heard) -> ReviewView:
    review, opinion = heard.review, heard.review.opinion
    return ReviewView(
        review.id, opinion.stars, opinion.title, opinion.text, opinion.author_name, review.verified_purchase,
        review.written_at, review.updated_at, heard.feedback.helpful, heard.feedback.unhelpful,
    )  # fmt: skip


def own(review: Review) -> OwnReviewView:
    return OwnReviewView(**_own(review))


def staff(review: Review, feedback: Feedback) -> StaffReviewView:
    return StaffReviewView(
        **_own(review),
        customer_id=review.customer_id,
        reports=feedback.reports,
        helpful=feedback.helpful,
        unhelpful=feedback.unhelpful,
    )


def answer(review: Review, **headers: str) -> Answer[OwnReviewView]:
    """To its author."""
    return Answer(own(review), etag=str(review.version), headers=headers)


def _own(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        "product_id": review.product_id,
        "state": review.state.value,
        "reasons": [reason.value for reason in review.reasons],
        "note": review.note,
        "stars": review.opinion.stars,
        "title": review.opinion.title,
        "text": review.opinion.text,
        "author_name": review.opinion.author_name,
        "verified_purchase": review.verified_purchase,
        "written_at": review.written_at,
        "updated_at": review.updated_at,
        "version": review.version,
    }
