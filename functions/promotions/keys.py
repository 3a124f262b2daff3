"""Keys of coupons."""

from haat.grants import KeySpace

COUPON = KeySpace("COUPON#")  # a coupon, its events, and everything that says who used it
COUPONS = KeySpace("COUPONS#")  # index: coupons by the time they were made

COUPON_SORT = "COUPON"


def use_sort(order_id: str) -> str:
    """The sort key of a coupon's use for an order."""
    return f"USE#{order_id}"


def buyer_sort(buyer_key: str) -> str:
    """The sort key of how often one buyer uses a coupon."""
    return f"USES_OF#{buyer_key}"
