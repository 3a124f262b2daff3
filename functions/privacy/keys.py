"""Keys of copies, and those of others under which something is known of a customer."""

import hashlib

from haat.grants import KeySpace

EXPORT = KeySpace("PERSONAL_EXPORT#")  # a copy that was asked for, and its event
EXPORTS_OF = KeySpace("PERSONAL_EXPORTS_OF#")  # index: a customer's copies by the time they were asked for

EXPORT_SORT = "EXPORT"

# Of others: a test compares them with their owners'.
ADDRESS_BOOK = KeySpace("ADDRESS_BOOK#")
CART = KeySpace("CART#")
INVOICE = KeySpace("INVOICE#")
LINKS_OF = KeySpace("LINKS_OF#")
ORDER = KeySpace("ORDER#")
ORDERS_OF = KeySpace("ORDERS_OF#")
PAYMENT = KeySpace("PAYMENT#")
RECOMMENDED = KeySpace("RECOMMENDED#")
RETURN = KeySpace("RETURN#")
RETURNS_OF = KeySpace("RETURNS_OF#")
REVIEW = KeySpace("REVIEW#")
REVIEWER = KeySpace("REVIEWER#")
SESSION = KeySpace("SESSION#")
USER = KeySpace("USER#")
WISHLIST = KeySpace("WISHLIST#")
WISHLISTS_OF = KeySpace("WISHLISTS_OF#")

PREFIX = "personal/"  # of the files, in the bucket of transfers


def file_of(export_id: str) -> str:
    """The key of a copy's file."""
    return f"{PREFIX}{export_id}.json"


def review_key(customer_id: str, product_id: str) -> str:
    """The partition key of a customer's review of a product."""
    digest = hashlib.sha256(f"{customer_id}\n{product_id}".encode()).hexdigest()
    return REVIEW.key(f"rev_{digest[:26]}")


def payment_key(order_id: str) -> str:
    """The partition key of an order's payment."""
    return PAYMENT.key(f"pay_{order_id.partition('_')[2]}")


def return_key(order_id: str, number: int) -> str:
    """The partition key of an order's return."""
    return RETURN.key(f"ret_{order_id.partition('_')[2]}_{number}")
