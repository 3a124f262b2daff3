"""Keys of accounts and sessions."""

import hashlib

from haat.grants import KeySpace
from haat.mail_address import normalised

USER = KeySpace("USER#")  # an account and its events
EMAIL = KeySpace("EMAIL#")  # what logs in with an address; there once, so an address belongs to one account
CUSTOMERS = KeySpace("CUSTOMERS#")  # index: accounts, by when they were made
SESSION = KeySpace("SESSION#")  # logins of an account, each with all that was refreshed from it
RESET = KeySpace("RESET#")  # a reset of a forgotten password, and its events
RESETS_OF = KeySpace("RESETS_OF#")  # index: the resets of an account
THROTTLE = KeySpace("THROTTLE#")  # how often something was tried in a window of time
ADDRESS_BOOK = KeySpace("ADDRESS_BOOK#")  # all addresses of a customer
SECOND_FACTOR = KeySpace("SECOND_FACTOR#")  # the second factor of an account
CHALLENGE = KeySpace("CHALLENGE#")  # a login that waits for its second factor, by the hash of its token
LINK = KeySpace("LINK#")  # whose account a provider's is, by the hash of its id there
LINKS_OF = KeySpace("LINKS_OF#")  # which providers an account is linked to
PENDING = KeySpace("SIGN_IN#")  # somebody on the way to a provider and back, by the hash of the state
ERASURE = KeySpace("ERASURE#")  # an account that is closed and waits to be erased
ERASURES_DUE = KeySpace("ERASURES_DUE#")  # index: those, by when they are due

USER_SORT = "PROFILE"
ALL_CUSTOMERS = "all"
EMAIL_SORT = "CREDENTIALS"
RESET_SORT = "RESET"
BOOK_SORT = "BOOK"
FACTOR_SORT = "FACTOR"
CHALLENGE_SORT = "CHALLENGE"
LINK_SORT = "LINK"
PENDING_SORT = "SIGN_IN"
ERASURE_SORT = "ERASURE"
ALL_ERASURES = "all"


def challenge_key(token: str) -> str:
    """The partition key of a login that waits; who reads the table cannot go on with it."""
    return CHALLENGE.key(hashlib.sha256(token.encode()).hexdigest())


def pending_key(state: str) -> str:
    """The partition key of a sign-in; who reads the table cannot go on with it."""
    return PENDING.key(hashlib.sha256(state.encode()).hexdigest())


def address_hash(email: str) -> str:
    """What is the same for all spellings of an address. Addresses stay out of keys, and so out of logs."""
    return hashlib.sha256(normalised(email).encode()).hexdigest()


def email_key(email: str) -> str:
    """The partition key of an address, however it is spelled."""
    return EMAIL.key(address_hash(email))
