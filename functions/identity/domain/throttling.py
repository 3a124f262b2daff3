"""How often somebody may try: attempts are counted in windows of time.

Nobody can be locked out of an account by what others do to it. Who guesses is counted where they guess from:
by account and place, or by account and device where somebody has logged in before. What is counted of an
account as a whole lowers the limit of places that it does not know, and never below one: a customer in a
strange place gets in by the right password, while a thousand machines have one guess each.
"""

from dataclasses import dataclass
from typing import ClassVar

from haat.errors import TooManyRequests
from haat.network import network

WINDOW_S = 15 * 60
MAILS_TO_ONE_ADDRESS = 3  # a link lives for two windows, so whoever meets the limit has a fresh one
MAILS_ASKED_FROM_ONE_PLACE = 20
LOGINS_OF_ONE_GUESSER = 10
LOGINS_UNDER_ATTACK = 1  # of a place, while an account is tried from everywhere
FAILURES_AT_ONE_ACCOUNT = 50
FAILURES_FROM_ONE_PLACE = 100


@dataclass(frozen=True, slots=True)
class TooManyAttempts(TooManyRequests):
    """This was tried too often."""

    detail: ClassVar[str] = "Try again in {seconds} seconds."
    seconds: int

    def comes_back_s(self) -> int:
        """How long until it may be tried again."""
        return self.seconds


@dataclass(frozen=True, slots=True)
class Bucket:
    """So many attempts in each window."""

    kind: str
    of: str  # who tries, or what is tried at
    limit: int

    def number(self, at_s: int) -> int:
        """The window that this moment is in."""
        del self
        return at_s // WINDOW_S

    def refused(self, at_s: int) -> TooManyAttempts:
        """What whoever is over the limit is told."""
        del self
        return TooManyAttempts(WINDOW_S - at_s % WINDOW_S)


def mails_to(address_hash: str) -> Bucket:
    """The mails that anybody can have sent to one address."""
    return Bucket("mails to", address_hash, MAILS_TO_ONE_ADDRESS)


def mails_of(customer_id: str) -> Bucket:
    """The mails to a customer's address by what they do themselves, whatever others have sent there."""
    return Bucket("mails of", customer_id, MAILS_TO_ONE_ADDRESS)


def proposals_of(address_hash: str) -> Bucket:
    """The mails to an address that customers want to change to."""
    return Bucket("proposals of", address_hash, MAILS_TO_ONE_ADDRESS)


def mails_from(source_ip: str) -> Bucket:
    """The mails that one place can have sent, to whomever."""
    return Bucket("mails from", network(source_ip), MAILS_ASKED_FROM_ONE_PLACE)


def login_of_device(address_hash: str, device: str) -> Bucket:
    """Logins into one account from a device that has been in before."""
    return Bucket("login of device", f"{address_hash} {device}", LOGINS_OF_ONE_GUESSER)


def login_from(address_hash: str, source_ip: str) -> Bucket:
    """Logins into one account from one place."""
    return Bucket("login from", f"{address_hash} {network(source_ip)}", LOGINS_OF_ONE_GUESSER)


def password_of(family: str) -> Bucket:
    """The password once more, of somebody who is logged in: a stolen session must not find it out."""
    return Bucket("password of", family, LOGINS_OF_ONE_GUESSER)


def failures_at(address_hash: str) -> Bucket:
    """Failed logins into one account, from all the places that it does not know."""
    return Bucket("failures at", address_hash, FAILURES_AT_ONE_ACCOUNT)


def failures_from(source_ip: str) -> Bucket:
    """Failed logins from one place, into whichever account."""
    return Bucket("failures from", network(source_ip), FAILURES_FROM_ONE_PLACE)
