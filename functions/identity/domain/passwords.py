"""Which passwords are accepted: NIST SP 800-63B, 5.1.1 (length, a list of refused ones, and what an attacker
would try of this very account; no rules of composition)."""

import re
import unicodedata

from haat.errors import FieldError

LENGTH_MIN = 8
LENGTH_MAX = 128
_WORD_MIN = 3  # what is shorter, is in too many good passwords
_WORDS = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")


def prepared(password: str) -> str:
    """A password as it is hashed: one keyboard composes an "é" that another types in two steps."""
    return unicodedata.normalize("NFKC", password)


def folded(password: str) -> str:
    """What all spellings of a password share that differ in case alone."""
    return prepared(password).casefold()


def is_long_enough(password: str) -> bool:
    """Whether as it is hashed it has 8 to 128 characters: as typed, one may be many, or many one."""
    return LENGTH_MIN <= len(prepared(password)) <= LENGTH_MAX


def is_about(password: str, email: str, shop: str) -> bool:
    """Whether a password is the shop's name or a part of the address, with nothing but digits or signs."""
    rest = folded(password)
    for word in sorted(_context(email, shop), key=len, reverse=True):
        rest = rest.replace(word, "")
    return _LETTER.search(rest) is None and rest != folded(password)


def password_errors(password: str, email: str, shop: str, *, common: bool) -> tuple[FieldError, ...]:
    """Why this password is refused for the account of `email`."""
    if not is_long_enough(password):
        return (FieldError("/password", f"It has {LENGTH_MIN} to {LENGTH_MAX} characters."),)
    if common:
        return (FieldError("/password", "This is one of the first passwords anybody would try."),)
    if is_about(password, email, shop):
        return (FieldError("/password", "The e-mail address or the shop's name is not a password."),)
    return ()


def _context(email: str, shop: str) -> set[str]:
    """The address, what is before its @, the words of both and of the shop's name."""
    address, name = folded(email), folded(shop)
    local, _, domain = address.rpartition("@")
    words = {address, local, domain, name, *_WORDS.findall(address), *_WORDS.findall(name)}
    return {word for word in words if len(word) >= _WORD_MIN}
