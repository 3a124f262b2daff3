"""Keys of reviews."""

import hashlib

from haat.grants import KeySpace

REVIEW = KeySpace("REVIEW#")  # a review, its place by stars, and what others say of it
RATING = KeySpace("RATING#")  # a product's rating with its events, and whether there is such a product
REVIEWER = KeySpace("REVIEWER#")  # a customer: how much is published, and what was bought and reviewed

# Indexes.
NEWEST = KeySpace("REVIEWS_NEWEST#")  # published reviews of one product, by when they were published
HELPFUL = KeySpace("REVIEWS_HELPFUL#")  # the same, by votes
BY_STARS = KeySpace("REVIEWS_BY_STARS#")  # the same, by stars
WAITING = KeySpace("REVIEWS_WAITING#")  # reviews that wait for a person, the longest first

ALL = "all"  # one partition of the index: an account has few that wait
REVIEW_SORT = "REVIEW"
STARS_SORT = "STARS"
FEEDBACK_SORT = "FEEDBACK"
RATING_SORT = "RATING"
LISTED_SORT = "LISTED"
ARCHIVED_SORT = "ARCHIVED"
REVIEWER_SORT = "REVIEWER"
_PRODUCT = "PRODUCT#"
_ID_DIGITS = 26


def review_id(customer_id: str, product_id: str) -> str:
    """The id of the one review that a customer can have of a product; a customer's id cannot be guessed."""
    return "rev_" + hashlib.sha256(f"{customer_id}\n{product_id}".encode()).hexdigest()[:_ID_DIGITS]


def vote_sort(customer_id: str) -> str:
    """The sort key of one customer's vote about a review."""
    return f"VOTE#{customer_id}"


def report_sort(customer_id: str = "") -> str:
    """The sort key of one customer's report of a review, and what all reports start with."""
    return f"REPORT#{customer_id}"


def product_sort(product_id: str = "") -> str:
    """The sort key of what a customer has to do with a product, and what all of them start with."""
    return f"{_PRODUCT}{product_id}"


def product_in(sort: str) -> str:
    """The product's id in what `product_sort` made."""
    return sort.removeprefix(_PRODUCT)
