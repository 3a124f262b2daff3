"""Passwords that are in every list of leaked ones: 50,000, read when the first password is chosen.

The file has the first 5 bytes of the SHA-256 of each, sorted, so that it is searched as it lies: 250 kB, no
dictionary, 16 steps. That a good password is taken for one of them happens to one in 20 million. Where the
list comes from, says `infra.local.common_passwords`, which makes it.
"""

import hashlib
from functools import cache
from pathlib import Path

from identity.domain.passwords import folded

FILE = Path(__file__).parent / "data" / "common_passwords.sha256"
DIGEST_BYTES = 5


def digest(folded_password: str) -> bytes:
    """What the file has of a password."""
    return hashlib.sha256(folded_password.encode()).digest()[:DIGEST_BYTES]


def is_common(password: str) -> bool:
    """Whether this is one of the passwords that are tried first, without regard to case."""
    wanted, data = digest(folded(password)), _data()
    low, high = 0, len(data) // DIGEST_BYTES
    while low < high:
        middle = (low + high) // 2
        found = data[middle * DIGEST_BYTES : (middle + 1) * DIGEST_BYTES]
        if found == wanted:
            return True
        low, high = (middle + 1, high) if found < wanted else (low, middle)
    return False


@cache
def _data() -> bytes:
    return FILE.read_bytes()
