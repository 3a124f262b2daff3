"""What may stand in the way of a review, a vote or a report."""

from dataclasses import dataclass

from haat.errors import Conflict

WAITING_MAX = 20  # reviews of one account that may wait for a person at once


@dataclass(frozen=True, slots=True)
class ReviewExists(Conflict):
    """You have reviewed this product before."""

    detail = "A product has one review of each customer: change {review_id} instead."
    review_id: str


@dataclass(frozen=True, slots=True)
class ReviewChanged(Conflict):
    """The review has changed since it was read."""

    detail = "It is at version {version} now: read it again before you decide."
    version: int


@dataclass(frozen=True, slots=True)
class OwnReview(Conflict):
    """It is your own review."""

    detail = "Others say whether it helped them, and whether something is wrong with it."


@dataclass(frozen=True, slots=True)
class ReviewReportedBefore(Conflict):
    """You have reported this review before."""

    detail = "One report of each customer is enough: somebody will look at it."


@dataclass(frozen=True, slots=True)
class TooManyReviewsWaiting(Conflict):
    """Too many of your reviews wait to be looked at."""

    detail = "{waiting_max} reviews of one account may wait at once."
    waiting_max: int = WAITING_MAX
