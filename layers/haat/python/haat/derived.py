"""Secrets that follow from others, so that nothing has to be kept: a key of its own for each purpose, made
from those of the stage (haat.link_keys)."""

import hashlib
import hmac

from haat import link_keys


def tag(purpose: str, text: str) -> str:
    """What only who has the key can say of `text` for `purpose`: 256 bits in hexadecimal (HMAC-SHA-256).

    Another key makes other tags; those of the keys before it are taken as well.
    """
    return _tag(link_keys.signing(), purpose, text)


def is_tag(claimed: str, purpose: str, text: str) -> bool:
    """Whether `claimed` is the tag of `text`; it takes as long for a near miss as for any other."""
    tags = [_tag(key, purpose, text) for key in link_keys.taken()]
    same = [hmac.compare_digest(claimed.encode(), one.encode()) for one in tags]
    return any(same)


def _tag(key: bytes, purpose: str, text: str) -> str:
    own = hmac.digest(key, f"key for {purpose}".encode(), hashlib.sha256)
    return hmac.digest(own, text.encode(), hashlib.sha256).hex()
