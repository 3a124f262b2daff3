"""The link to one order: whoever carries it may see, pay and cancel that order, and nothing else.

Guests have no account, so a link in their mail is how they come back. Its token names the order and proves,
by 256 bits, that it was made here; it follows from the order's id, so the table keeps nothing that could be
stolen from it, and whoever writes the mail can make it. It is sent as the header `Order-Token`; a link in
a mail carries it behind a `#`, which browsers keep to themselves.
"""

import re

from haat import derived
from haat.http.call import LinkHolder

HEADER = "Order-Token"
_PURPOSE = "order links, 1"
_TOKEN = re.compile(r"(?P<order_id>[0-9A-Za-z_]{1,64})\.(?P<tag>[0-9a-f]{64})")


def token_of(order_id: str) -> str:
    """The token of an order's link: "ord_….9f86d0…"."""
    return f"{order_id}.{derived.tag(_PURPOSE, order_id)}"


def holder_of(token: str) -> LinkHolder | None:
    """Whose link this is; None if it was not made here."""
    parts = _TOKEN.fullmatch(token)
    if parts is None or not derived.is_tag(parts["tag"], _PURPOSE, parts["order_id"]):
        return None
    return LinkHolder(parts["order_id"])
