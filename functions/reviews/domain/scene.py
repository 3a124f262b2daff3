"""All that a decision about one review may depend on, as it was read at one moment."""

from dataclasses import dataclass, replace

from reviews.domain.feedback import Feedback
from reviews.domain.rating import Rating
from reviews.domain.review import Review, State


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A customer, by how many reviews are published and how many wait for a person."""

    customer_id: str
    published: int = 0
    waiting: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Purchases:
    """The orders by which a customer bought a product, those that were cancelled left out."""

    orders: frozenset[str] = frozenset()
    is_reviewed: bool = False  # whether there is or was a review
    version: int = 0

    @property
    def any(self) -> bool:
        return bool(self.orders)


@dataclass(frozen=True, slots=True)
class Scene:
    """A customer's review of a product, and what is around it."""

    review: Review | None
    feedback: Feedback
    rating: Rating
    reviewer: Reviewer
    purchases: Purchases
    is_listed: bool  # whether there is such a product
    vote: bool | None = None  # of the customer who asks
    has_reported: bool = False

    @property
    def current(self) -> Review | None:
        """The review, unless its author has deleted it."""
        return self.review if self.review and self.review.state is not State.DELETED else None


def counted(reviewer: Reviewer, before: Review | None, after: Review) -> Reviewer:
    """The customer after one review moved; the same if it counts as before."""
    published = _is(after, State.PUBLISHED) - _is(before, State.PUBLISHED)
    waiting = _is(after, State.PENDING) - _is(before, State.PENDING)
    if not (published or waiting):
        return reviewer
    return replace(
        reviewer,
        published=reviewer.published + published,
        waiting=reviewer.waiting + waiting,
        version=reviewer.version + 1,
    )


def _is(review: Review | None, state: State) -> int:
    return int(review is not None and review.state is state)
