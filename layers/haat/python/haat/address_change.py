"""Proof that somebody reads the mail of one of two addresses: of an account's own, or of the one to come.

Notifications writes it into a mail to each, identity checks it. It follows from the id of the change, so no
table, event or log has it; what it is good for, and how often, the account sees to.
"""

import re
from enum import StrEnum

from haat import derived

_TOKEN = re.compile(r"(?P<customer_id>usr_[0-9a-z]{26})\.(?P<tag>[0-9a-f]{64})")


class Side(StrEnum):
    """Which of the two addresses."""

    CURRENT = "current"
    NEW = "new"


def token_of(side: Side, customer_id: str, change_id: str) -> str:
    """The token that is in the mail to one of the addresses: whose account it is, and 256 bits."""
    return f"{customer_id}.{derived.tag(_purpose(side), _claim(customer_id, change_id))}"


def customer_in(token: str) -> str | None:
    """The account that a token names; None if it cannot be one. That it is right, only `side_of` tells."""
    parts = _TOKEN.fullmatch(token)
    return parts["customer_id"] if parts else None


def side_of(token: str, customer_id: str, change_id: str) -> Side | None:
    """Whose mail had this token, of the two addresses of a change; None if neither had."""
    parts = _TOKEN.fullmatch(token)
    if parts is None or parts["customer_id"] != customer_id:
        return None
    claim = _claim(customer_id, change_id)
    return next((side for side in Side if derived.is_tag(parts["tag"], _purpose(side), claim)), None)


def _purpose(side: Side) -> str:
    return f"changes of addresses, {side}, 1"


def _claim(customer_id: str, change_id: str) -> str:
    return f"{customer_id}\n{change_id}"
