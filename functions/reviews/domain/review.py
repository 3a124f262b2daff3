"""A review, and how it moves: pending → published or rejected, and back whenever something changes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from reviews.domain.moderation import Reason, Verdict


class State(StrEnum):
    """Who can read a review."""

    PENDING = "pending"  # its author; it waits for a person
    PUBLISHED = "published"  # everybody
    REJECTED = "rejected"  # its author
    DELETED = "deleted"  # nobody: nothing of its words is left


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a customer says of a product: plain text, as given."""

    stars: int  # 1 to 5
    title: str
    text: str
    author_name: str  # as the author wants to be called; "" for nobody in particular


@dataclass(frozen=True, slots=True)
class Review:
    """The one review of a product by a customer. `version` counts its changes from 1."""

    id: str
    product_id: str
    customer_id: str
    opinion: Opinion
    state: State
    reasons: tuple[Reason, ...]  # why a rule or reports did not let it through
    note: str  # what a person said of it to its author
    was_refused: bool  # whether a person has rejected it last: a changed comma is no new review
    verified_purchase: bool
    written_at: str
    updated_at: str
    published_at: str | None
    version: int

    @property
    def is_published(self) -> bool:
        return self.state is State.PUBLISHED

    @property
    def is_reported(self) -> bool:
        """Whether reports took it back, and nobody has looked at it since."""
        return Reason.REPORTED in self.reasons

    @property
    def shown_stars(self) -> int | None:
        """What it adds to the product's rating; None: nothing."""
        return self.opinion.stars if self.is_published else None


NOTHING = Opinion(0, "", "", "")


def write(
    review_id: str,
    product_id: str,
    customer_id: str,
    opinion: Opinion,
    verdict: Verdict,
    *,
    verified: bool,
    at: str,
) -> Review:
    """A new review after the rules have looked at it."""
    blank = Review(
        review_id, product_id, customer_id, opinion, State.PENDING, (), "", False, verified, at, at, None, 0
    )  # fmt: skip
    return judged(blank, verdict, at=at)


def rewrite(review: Review, opinion: Opinion, verdict: Verdict, *, verified: bool, at: str) -> Review:
    """A review with other words, or one written again after it was deleted; the rules have looked at it."""
    written_at = at if review.state is State.DELETED else review.written_at
    changed = replace(review, opinion=opinion, note="", verified_purchase=verified, written_at=written_at)
    return judged(changed, verdict, at=at)


def judged(review: Review, verdict: Verdict, *, at: str) -> Review:
    """The review as the rules leave it."""
    return _moved(replace(review, reasons=verdict.reasons), State(verdict.outcome.value), at)


def decide(review: Review, state: State, note: str, *, at: str) -> Review:
    """The review as a person leaves it."""
    was_refused = state is State.REJECTED
    return _moved(replace(review, reasons=(), note=note, was_refused=was_refused), state, at)


def take_back(review: Review, *, at: str) -> Review:
    """The review after so many reports that a person has to look at it again."""
    return _moved(replace(review, reasons=(Reason.REPORTED,)), State.PENDING, at)


def erase(review: Review, *, at: str) -> Review:
    """What is left of a review that its author deletes: nothing of its words, and whether a person has to
    look at the next ones."""
    return _moved(replace(review, opinion=NOTHING, note=""), State.DELETED, at)


def _moved(review: Review, state: State, at: str) -> Review:
    first_shown = at if state is State.PUBLISHED else None
    return replace(
        review,
        state=state,
        updated_at=at,
        published_at=(review.published_at or first_shown) if state is not State.DELETED else None,
        version=review.version + 1,
    )
