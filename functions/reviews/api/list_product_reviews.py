"""GET /api/products/{product_id}/reviews"""

from typing import Annotated

import msgspec

from haat.errors import CursorInvalid, NotFound
from haat.http import Call, cursor, endpoint
from reviews import manifest, view
from reviews.store.lists import ReviewListStore, Sort


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """In which order, and which page."""

    sort: Sort = Sort.NEWEST
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: str | None = None


class ProductReviews(msgspec.Struct):
    """A page of a product's reviews, and the rating by all of them."""

    rating: view.RatingView
    items: list[view.ReviewView]
    next: str | None


@endpoint(manifest.LIST_PRODUCT_REVIEWS)
def handler(call: Call[Query], lists: ReviewListStore) -> ProductReviews | CursorInvalid | NotFound:
    """What everybody may read of a product, newest, most helpful or best first."""
    product_id, query = call.path["product_id"], call.input
    scope = f"reviews {product_id} {query.sort}"
    after = cursor.decode(query.cursor, scope=scope)
    if isinstance(after, CursorInvalid):
        return after
    page = lists.of_product(product_id, query.sort, limit=query.limit, after=after)
    if not page.is_known:
        return NotFound()
    shown = [view.public(heard) for heard in page.reviews]
    return ProductReviews(view.rating(page.rating), shown, cursor.encode(page.last_key, scope=scope))
