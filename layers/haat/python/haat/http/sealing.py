"""Sealed text: only who sends the request again that it answers can open it.

The key is made from the Idempotency-Key and the whole request, of which the table knows hashes at most.
Either may be easy to guess (a key like "1", a password), so a guess has to cost what a guess at a stored
password costs: Argon2id with the parameters of OWASP's Password Storage Cheat Sheet.
"""

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

MEMORY_KIB = 19 * 1024
ITERATIONS = 2
LANES = 1
_KEY_BYTES = 32


def seal(text: str, secret: bytes, salt: bytes) -> str:
    """`text`, encrypted and authenticated. `salt` is different for every secret; it is no secret."""
    return _box(secret, salt).encrypt(text.encode()).decode()


def unseal(sealed: str, secret: bytes, salt: bytes) -> str | None:
    """The text, or None if it was sealed with another secret."""
    from cryptography.fernet import InvalidToken  # few requests carry an Idempotency-Key here

    try:
        return _box(secret, salt).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _box(secret: bytes, salt: bytes) -> "Fernet":
    from argon2.low_level import Type, hash_secret_raw  # both are of the layer `identity`
    from cryptography.fernet import Fernet

    key = hash_secret_raw(secret, salt, ITERATIONS, MEMORY_KIB, LANES, _KEY_BYTES, Type.ID)
    return Fernet(base64.urlsafe_b64encode(key))
