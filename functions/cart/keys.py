"""Keys of carts."""

from haat.grants import KeySpace

CART = KeySpace("CART#")  # one item per cart

CART_SORT = "CART"


def of_customer(customer_id: str) -> str:
    """The partition key of a customer's cart."""
    return CART.key("c", customer_id)


def of_guest(token_hash: str) -> str:
    """The partition key of a guest's cart; the token itself is never kept."""
    return CART.key("g", token_hash)
