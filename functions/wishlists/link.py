"""The link to a list: whoever carries it may see what is on it, and nothing else, until it is revoked.

It follows from the list and the number of its link, so the table keeps nothing that could be stolen from it.
"""

import re

from haat import derived
from wishlists.domain import Wishlist

_PURPOSE = "wishlist links, 1"
_TOKEN = re.compile(r"(?P<wishlist_id>[0-9A-Za-z_]{1,64})\.(?P<tag>[0-9a-f]{64})")


def token_of(wishlist: Wishlist) -> str | None:
    """The token of a list's link; None for a private one."""
    return f"{wishlist.id}.{derived.tag(_PURPOSE, _claim(wishlist))}" if wishlist.is_shared else None


def wishlist_id_in(token: str) -> str | None:
    """Which list a token names, whether or not it opens it."""
    parts = _TOKEN.fullmatch(token)
    return parts["wishlist_id"] if parts else None


def opens(token: str, wishlist: Wishlist) -> bool:
    """Whether a token is the one of the list's link as it is now."""
    parts = _TOKEN.fullmatch(token)
    return bool(parts and wishlist.is_shared and derived.is_tag(parts["tag"], _PURPOSE, _claim(wishlist)))


def _claim(wishlist: Wishlist) -> str:
    return f"{wishlist.id}\n{wishlist.link}"
