"""Reviews in the table, one of each customer and product."""

from collections.abc import Sequence

from haat.table import reads, shop_settings, writes
from haat.table.item import Item
from haat.table.writes import Write
from reviews.domain.review import Review, State
from reviews.domain.scene import Scene
from reviews.keys import (
    ARCHIVED_SORT,
    FEEDBACK_SORT,
    LISTED_SORT,
    RATING,
    RATING_SORT,
    REVIEW,
    REVIEW_SORT,
    REVIEWER,
    REVIEWER_SORT,
    report_sort,
    review_id,
    vote_sort,
)
from reviews.store import items
from reviews.store.items import ListedItem, ReportItem, ReviewItem, VoteItem

REPORTS_SHOWN = 100
Key = tuple[str, str]


class ReviewStore:
    """Reviews; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, review_id: str) -> Review | None:
        """One review, the deleted as well. One consistent read."""
        item = reads.find(ReviewItem, REVIEW.key(review_id), REVIEW_SORT, consistent=True)
        return items.to_review(item) if item else None

    def find_own(self, review_id: str, customer_id: str) -> Review | None:
        """One review of a customer's, unless it is deleted. One consistent read."""
        review = self.find(review_id)
        own = review is not None and review.customer_id == customer_id and review.state is not State.DELETED
        return review if own else None

    def scene(self, customer_id: str, product_id: str, *, asking: str | None = None) -> Scene:
        """A customer's review of a product and what is around it. One consistent batch of up to 10 items.

        `asking`: a customer whose vote and report about it are wanted too. The settings of the shop come
        along where they are due.
        """
        keys = _keys(customer_id, product_id, asking)
        found = shop_settings.read_with(list(keys.values()))
        return _to_scene(customer_id, product_id, {name: found.get(key) for name, key in keys.items()})

    def reports(self, review_id: str) -> Sequence[ReportItem]:
        """The first hundred reports of a review. One query."""
        starts = ReportItem.sk.startswith(report_sort())
        return reads.page(
            ReportItem, REVIEW.key(review_id), limit=REPORTS_SHOWN, after=None, where=starts
        ).items

    def commit(self, *pending: Write) -> list[object]:
        """Apply writes that `store.writing` made, and what goes with them. One transaction."""
        return writes.commit(*pending)


def _keys(customer_id: str, product_id: str, asking: str | None) -> dict[str, Key]:
    review, rating = REVIEW.key(review_id(customer_id, product_id)), RATING.key(product_id)
    keys = {
        "review": (review, REVIEW_SORT),
        "feedback": (review, FEEDBACK_SORT),
        "rating": (rating, RATING_SORT),
        "listed": (rating, LISTED_SORT),
        "archived": (rating, ARCHIVED_SORT),
        "reviewer": (REVIEWER.key(customer_id), REVIEWER_SORT),
        "purchases": items.purchases_key(customer_id, product_id),
    }
    of_asking = (
        {"vote": (review, vote_sort(asking)), "report": (review, report_sort(asking))} if asking else {}
    )
    return keys | of_asking


def _to_scene(customer_id: str, product_id: str, found: dict[str, Item | None]) -> Scene:
    review, vote = found["review"], found.get("vote")
    return Scene(
        review=items.to_review(review) if isinstance(review, ReviewItem) else None,
        feedback=items.to_feedback(found["feedback"]),
        rating=items.to_rating(product_id, found["rating"]),
        reviewer=items.to_reviewer(customer_id, found["reviewer"]),
        purchases=items.to_purchases(found["purchases"]),
        is_listed=isinstance(found["listed"], ListedItem) and found["archived"] is None,
        vote=vote.helpful if isinstance(vote, VoteItem) else None,
        has_reported=found.get("report") is not None,
    )
