"""Lists of reviews: those of a product that everybody may read, those that wait, those of one customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from haat.grants import KeySpace
from haat.table import reads
from haat.table.item import Item
from reviews.domain.feedback import Feedback
from reviews.domain.rating import Rating
from reviews.domain.review import Review, State
from reviews.keys import (
    ALL,
    BY_STARS,
    FEEDBACK_SORT,
    HELPFUL,
    LISTED_SORT,
    NEWEST,
    RATING,
    RATING_SORT,
    REVIEW,
    REVIEW_SORT,
    REVIEWER,
    WAITING,
    product_in,
    product_sort,
    review_id,
)
from reviews.store import items
from reviews.store.items import PurchasesItem, ReviewItem

Position = dict[str, Any]
"""Where a page ended."""


class Sort(StrEnum):
    """In which order a product's reviews come."""

    NEWEST = "newest"
    HELPFUL = "helpful"  # what most found helpful, less what most did not
    RATING = "rating"  # most stars first


SPACES: dict[Sort, KeySpace] = {Sort.NEWEST: NEWEST, Sort.HELPFUL: HELPFUL, Sort.RATING: BY_STARS}


@dataclass(frozen=True, slots=True)
class Heard:
    """A review and what others say of it."""

    review: Review
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class Page:
    """Some reviews, and where the list goes on (None: that was all). It may be short."""

    reviews: list[Heard]
    last_key: Position | None


@dataclass(frozen=True, slots=True)
class ProductPage(Page):
    """The same of one product, with what all of its reviews add up to."""

    rating: Rating
    is_known: bool  # whether there is or was such a product


class ReviewListStore:
    """Lists of reviews; each method is one row of ACCESS_PATTERNS.md."""

    def of_product(self, product_id: str, sort: Sort, *, limit: int, after: Position | None) -> ProductPage:
        """A product's published reviews, as they are now. One query of the index, then batches."""
        page = reads.page(
            Item, SPACES[sort].key(product_id), limit=limit, after=after, newest_first=True, by_index=True
        )
        rating = RATING.key(product_id)
        about = [(rating, RATING_SORT), (rating, LISTED_SORT)]
        found = _read([item.pk for item in page.items], *about)
        shown = [heard for heard in _heard(page.items, found) if heard.review.is_published]
        return ProductPage(
            shown,
            page.last_key,
            items.to_rating(product_id, found.get(about[0])),
            about[1] in found or about[0] in found,
        )

    def waiting(self, *, limit: int, after: Position | None) -> Page:
        """Reviews that wait for a person, the longest first. One query of the index and batches."""
        page = reads.page(ReviewItem, WAITING.key(ALL), limit=limit, after=after, by_index=True)
        found = _read([item.pk for item in page.items])
        pending = [heard for heard in _heard(page.items, found) if heard.review.state is State.PENDING]
        return Page(pending, page.last_key)

    def of_customer(self, customer_id: str, *, limit: int, after: Position | None) -> Page:
        """A customer's own reviews, by product. One consistent query and batches."""
        page = reads.page(
            PurchasesItem,
            REVIEWER.key(customer_id),
            limit=limit,
            after=after,
            where=PurchasesItem.sk.startswith(product_sort()),
            matching=PurchasesItem.is_reviewed == True,  # noqa: E712 -- PynamoDB's own
            consistent=True,
        )
        ids = [REVIEW.key(review_id(customer_id, product_in(item.sk))) for item in page.items]
        found = _read(ids)
        own = [heard for pk in ids if (heard := _one(pk, found))]
        return Page([heard for heard in own if heard.review.state is not State.DELETED], page.last_key)


def _read(partitions: Iterable[str], *also: tuple[str, str]) -> dict[tuple[str, str], Item]:
    keys = [(pk, sort) for pk in partitions for sort in (REVIEW_SORT, FEEDBACK_SORT)]
    return reads.find_many([*also, *keys], consistent=True)


def _heard(listed: Iterable[Item], found: dict[tuple[str, str], Item]) -> list[Heard]:
    return [heard for item in listed if (heard := _one(item.pk, found))]


def _one(pk: str, found: dict[tuple[str, str], Item]) -> Heard | None:
    review = found.get((pk, REVIEW_SORT))
    feedback = items.to_feedback(found.get((pk, FEEDBACK_SORT)))
    return Heard(items.to_review(review), feedback) if isinstance(review, ReviewItem) else None
