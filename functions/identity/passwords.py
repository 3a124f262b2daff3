"""Hashes of passwords: Argon2id at the cost OWASP's Password Storage Cheat Sheet asks for.

Accounts that came from elsewhere may have bcrypt hashes. They are verified, and replaced at the first login:
until then a wrong password for such an account takes as long as whoever made its hash wanted.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from haat.http.sealing import ITERATIONS, LANES, MEMORY_KIB
from identity.domain.passwords import prepared

# Of no password, at the same cost: who has no account waits as long for the answer as who has one.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$B+UsDWHFBzGpPOKjWupDKQ$M7n+rU33dlSsMLvoxfOiwR8g9WNUVeuKOnyOPGBrsII"
_BCRYPT = ("$2a$", "$2b$", "$2y$")
_BCRYPT_BYTES_MAX = 72  # whatever made the hash has ignored the others


class Passwords:
    """Hashes passwords and compares them."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=ITERATIONS, memory_cost=MEMORY_KIB, parallelism=LANES)

    def hash(self, password: str) -> str:
        """A salted hash, with its parameters in it."""
        return self._hasher.hash(prepared(password))

    def matches(self, known_hash: str | None, password: str) -> bool:
        """Whether the password is the one of `known_hash`; None is nobody's, and as slow."""
        if known_hash and known_hash.startswith(_BCRYPT):
            return _matches_bcrypt(known_hash, password)
        try:
            return self._hasher.verify(known_hash or NOBODY, prepared(password))
        except (VerifyMismatchError, InvalidHashError):
            return False

    def is_outdated(self, known_hash: str) -> bool:
        """Whether the hash was made otherwise, or at another cost, than today's."""
        if known_hash.startswith(_BCRYPT):
            return True
        return self._hasher.check_needs_rehash(known_hash)


def _matches_bcrypt(known_hash: str, password: str) -> bool:
    import bcrypt  # few accounts have such a hash, and each of them once

    try:
        return bcrypt.checkpw(password.encode()[:_BCRYPT_BYTES_MAX], known_hash.encode())
    except ValueError:  # it is not the hash of anything
        return False
