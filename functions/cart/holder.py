"""Whose cart it is, and how long it lives after its last change."""

from dataclasses import dataclass

from cart import keys

DAY_S = 24 * 60 * 60
GUEST_LIFE_S = 7 * DAY_S
CUSTOMER_LIFE_S = 30 * DAY_S


@dataclass(frozen=True, slots=True)
class Holder:
    """A customer, or a guest."""

    key: str  # partition key of the cart
    life_s: int


def customer(customer_id: str) -> Holder:
    """The holder of a customer's cart."""
    return Holder(keys.of_customer(customer_id), CUSTOMER_LIFE_S)


def guest(token_hash: str) -> Holder:
    """The holder of a guest's cart, known by the hash of a token."""
    return Holder(keys.of_guest(token_hash), GUEST_LIFE_S)
