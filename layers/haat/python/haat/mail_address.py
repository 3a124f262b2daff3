"""E-mail addresses: what makes one, and which are the same. Standard library only."""

import re
import unicodedata

from haat.errors import FieldError

LENGTH_MAX = 254  # RFC 5321, 4.5.3.1.3: a path has 256 octets, two of them its angle brackets

# Non-ASCII letters are welcome on both sides (RFC 6531); quoted local parts and address literals are not.
_LOCAL = r'(?!\.)(?!.*\.\.)[^\s@<>()\[\]\\,;:"]{1,64}(?<!\.)'
_LABEL = r"(?!-)[A-Za-z0-9\-\u0080-\U0010ffff]{1,63}(?<!-)"
_EMAIL = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+(?![0-9]+\Z){_LABEL}")


def normalised(email: str) -> str:
    """What all spellings of one address share: Unicode's compatibility caseless form, composed."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", email).casefold()).casefold()
    return unicodedata.normalize("NFKC", folded)


def email_errors(email: str) -> tuple[FieldError, ...]:
    """Why this cannot be an e-mail address. Whether mail arrives there, only mail can tell."""
    well_formed = email.isprintable() and all(_EMAIL.fullmatch(form) for form in (email, normalised(email)))
    return () if well_formed else (FieldError("/email", "Expected an e-mail address: name@example.com."),)
