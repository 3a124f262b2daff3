"""Keys of recommendations, in the table and in the bucket."""

from haat.grants import KeySpace

RECOMMENDED = KeySpace("RECOMMENDED#")  # ready lists, what a customer has seen since, what left sale since

POPULARITY, POPULARITY_SORT = KeySpace("POPULARITY#"), "POPULARITY"  # of each product

LIST_SORT = "LIST"
SEEN_SORT = "SEEN"
GONE = RECOMMENDED.key("gone")
GONE_SORT = "GONE"
CURRENT = RECOMMENDED.key("model")
CURRENT_SORT = "CURRENT"

BUCKET = "recommendations"
SIGNALS = (
    "signals/"  # prefix of what has happened since the last training, an object for each batch of events
)
RUNS = "runs/"  # prefix of what a training leaves: the data it learned from, and its lists


def of_customer(customer_id: str) -> str:
    return RECOMMENDED.key("customer", customer_id)


def of_product(product_id: str) -> str:
    return RECOMMENDED.key("product", product_id)


def of_popular(category: str | None) -> str:
    """What is popular in a category, or, without one, in the shop."""
    return RECOMMENDED.key("popular", category or "")


def file_of(run: str, name: str) -> str:
    """The key of one file of one training."""
    return f"{RUNS}{run}/{name}"
