"""A change of a review: read, let the rules decide, save if nobody was faster, else start again."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from haat.errors import Problem
from haat.faults import Transient
from haat.http.once import AlreadyAnswered
from haat.table.writes import Write
from reviews.domain.review import Review
from reviews.domain.scene import Scene
from reviews.store.reviews import ReviewStore

ATTEMPTS = 12  # a product that everybody reviews at once has one rating
BACKOFF_BASE_S = 0.02
BACKOFF_CAP_S = 0.3

ProblemT = TypeVar("ProblemT", bound=Problem)


class ReviewContended(Transient):
    """Others were faster every time. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a rule decided: the review as it is then, and the writes that make it so."""

    review: Review
    pending: tuple[Write, ...]


Decide = Callable[[Scene], Step | ProblemT]


class Changes(Generic[ProblemT]):
    """Changes reviews, by rules that may refuse."""

    def __init__(
        self, reviews: ReviewStore | None = None, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._reviews = reviews or ReviewStore()
        self._pause = pause

    def make(
        self,
        customer_id: str,
        product_id: str,
        decide: Decide[ProblemT],
        *,
        asking: str | None = None,
        remember: Callable[[Review], tuple[Write, ...]] = lambda _: (),
    ) -> Review | ProblemT | AlreadyAnswered:
        """The review after a change, or why there is none. Two round trips, and two more per lost race.

        Raises: ReviewContended.
        """
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(random.uniform(0, min(BACKOFF_CAP_S, BACKOFF_BASE_S * 2**attempt)))  # noqa: S311 -- jitter
            step = decide(self._reviews.scene(customer_id, product_id, asking=asking))
            if not isinstance(step, Step):
                return step
            refusals = self._reviews.commit(*step.pending, *remember(step.review)) if step.pending else []
            if AlreadyAnswered() in refusals:
                return AlreadyAnswered()
            if not refusals:
                return step.review
        raise ReviewContended(f"review of {product_id} by {customer_id}")
