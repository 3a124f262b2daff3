"""How a card or a bank account acts when it is charged, and the words with which issuers refuse."""

from dataclasses import dataclass
from typing import Literal

from infra.local.payments.resources.methods import MethodType


@dataclass(frozen=True, slots=True)
class Decline:
    """Why the issuer refuses."""

    code: str
    message: str
    decline_code: str | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """`number` is a card number, or a bank account number; `names` are its ready-made payment methods."""

    names: tuple[str, ...]
    number: str
    label: str
    brand: str = "visa"
    funding: str = "credit"
    type: MethodType = "card"
    decline: Decline | None = None
    authentication: Literal["never", "on_session", "always"] = "never"
    settles: Literal["at_once", "later", "when_told"] = "at_once"
    refunds: Literal["at_once", "when_told"] = "at_once"
    disputed: bool = False
    """Whether its holder's bank asks for the money back as soon as it is paid."""


def card_declined(decline_code: str, message: str = "Your card was declined.") -> Decline:
    return Decline("card_declined", message, decline_code)


GENERIC = card_declined("generic_decline")
NO_FUNDS = card_declined("insufficient_funds", "Your card has insufficient funds.")
EXPIRED = Decline("expired_card", "Your card has expired.")
WRONG_CVC = Decline("incorrect_cvc", "Your card's security code is incorrect.")
BROKEN = Decline(
    "processing_error", "An error occurred while processing your card. Try again in a little bit."
)
WRONG_NUMBER = Decline("incorrect_number", "Your card number is incorrect.")
LIVE_CARD = card_declined("test_mode_live_card", "Your card was declined: it is not one of the test cards.")
UNAUTHENTICATED = Decline(
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
    "authentication_required",
)
EMPTY_ACCOUNT = Decline(
    "insufficient_funds", "The customer's account has insufficient funds for this payment."
)
CLOSED_ACCOUNT = Decline("account_closed", "The customer's bank account has been closed.")
