"""Proof that somebody reads the mail of an address: a token that is in that mail and nowhere else.

Notifications writes it into the mail, identity checks it. It follows from what it proves, so nothing is
kept of it; that it works once, the account sees to.
"""

import re

from haat import derived
from haat.mail_address import normalised

LIFE_S = 24 * 60 * 60
_PURPOSE = "proofs of addresses, 1"
_TOKEN = re.compile(r"(?P<until_s>[0-9]{1,12})\.(?P<tag>[0-9a-f]{64})")


def token_of(customer_id: str, email: str, *, until_s: int) -> str:
    """The token by which an account's customer proves an address, until a time in seconds."""
    return f"{until_s}.{derived.tag(_PURPOSE, _claim(customer_id, email, until_s))}"


def proves(token: str, customer_id: str, email: str, *, at_s: int) -> bool:
    """Whether this account's customer proves this address by `token` at this time."""
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        return False
    until_s = int(parts["until_s"])
    return at_s < until_s and derived.is_tag(parts["tag"], _PURPOSE, _claim(customer_id, email, until_s))


def _claim(customer_id: str, email: str, until_s: int) -> str:
    return f"{until_s}\n{customer_id}\n{normalised(email)}"
