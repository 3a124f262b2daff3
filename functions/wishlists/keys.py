"""Keys of wishlists."""

from haat.grants import KeySpace

WISHLIST = KeySpace("WISHLIST#")  # one list with its items
WISHLISTS_OF = KeySpace("WISHLISTS_OF#")  # which lists a customer has
WATCH = KeySpace("WATCH#")  # a SKU: what is known of it, and a row for each customer who watches it
WISH = KeySpace("WISH#")  # the events for one customer about one SKU
WATCHED_BY = KeySpace("WATCHED_BY#")  # index: the SKUs that a customer watches, or has watched
FANOUT = KeySpace("FANOUT#")  # the events that carry the telling of one change on to more watchers

WISHLIST_SORT = "WISHLIST"
LISTS_SORT = "LISTS"
WATCHED_SORT = "WATCHED"
_WATCHER = "BY#"


def watcher_sort(customer_id: str = "") -> str:
    """The sort key of one customer who watches a SKU, and what all of them start with."""
    return f"{_WATCHER}{customer_id}"


def watcher_in(sort: str) -> str:
    """The customer in what `watcher_sort` made."""
    return sort.removeprefix(_WATCHER)
