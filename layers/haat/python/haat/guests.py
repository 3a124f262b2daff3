"""Guests: customers without an account, known by the address they order with. Standard library only."""

import hashlib

from haat.mail_address import normalised

_PREFIX = "gst_"
_HEX_DIGITS = 26


def guest_id(email: str) -> str:
    """The customer id of whoever orders with this address and no account, however it is spelled."""
    return _PREFIX + hashlib.sha256(normalised(email).encode()).hexdigest()[:_HEX_DIGITS]


def is_guest(customer_id: str) -> bool:
    """Whether a customer is known by an address alone."""
    return customer_id.startswith(_PREFIX)
