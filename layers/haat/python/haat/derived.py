"""Secrets that follow from others, so that nothing has to be kept: a key of its own for each purpose, made
from the one that every function is given."""

import hashlib
import hmac

from haat.settings import CURSOR_KEY


def tag(purpose: str, text: str) -> str:
    """What only who has the key can say of `text` for `purpose`: 256 bits in hexadecimal (HMAC-SHA-256).

    Another CURSOR_KEY makes other tags: whoever changes it ends every link that is in a mail.
    """
    key = hmac.digest(CURSOR_KEY.text().encode(), f"key for {purpose}".encode(), hashlib.sha256)
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()


def is_tag(claimed: str, purpose: str, text: str) -> bool:
    """Whether `claimed` is the tag of `text`; it takes as long for a near miss as for any other."""
    return hmac.compare_digest(claimed.encode(), tag(purpose, text).encode())
