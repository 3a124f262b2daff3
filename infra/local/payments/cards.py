"""The test cards and bank accounts that Stripe documents."""

from infra.local.payments.instruments import (
    BROKEN,
    CLOSED_ACCOUNT,
    EMPTY_ACCOUNT,
    EXPIRED,
    GENERIC,
    NO_FUNDS,
    WRONG_CVC,
    Instrument,
    card_declined,
)

INSTRUMENTS = (
    Instrument(("pm_card_visa",), "4242424242424242", "Succeeds"),
    Instrument(("pm_card_visa_debit",), "4000056655665556", "Succeeds (debit)", funding="debit"),
    Instrument(("pm_card_mastercard",), "5555555555554444", "Succeeds (Mastercard)", "mastercard"),
    Instrument(("pm_card_amex",), "378282246310005", "Succeeds (American Express)", "amex"),
    Instrument(
        ("pm_card_visa_chargeDeclined", "pm_card_chargeDeclined"),
        "4000000000000002",
        "Is declined",
        decline=GENERIC,
    ),
    Instrument(
        ("pm_card_visa_chargeDeclinedInsufficientFunds", "pm_card_chargeDeclinedInsufficientFunds"),
        "4000000000009995",
        "Has insufficient funds",
        decline=NO_FUNDS,
    ),
    Instrument(
        ("pm_card_visa_chargeDeclinedLostCard", "pm_card_chargeDeclinedLostCard"),
        "4000000000009987",
        "Was reported lost",
        decline=card_declined("lost_card"),
    ),
    Instrument(
        ("pm_card_visa_chargeDeclinedStolenCard", "pm_card_chargeDeclinedStolenCard"),
        "4000000000009979",
        "Was reported stolen",
        decline=card_declined("stolen_card"),
    ),
    Instrument(("pm_card_chargeDeclinedExpiredCard",), "4000000000000069", "Has expired", decline=EXPIRED),
    Instrument(
        ("pm_card_chargeDeclinedIncorrectCvc",), "4000000000000127", "Has another CVC", decline=WRONG_CVC
    ),
    Instrument(
        ("pm_card_chargeDeclinedProcessingError",), "4000000000000119", "Meets an error", decline=BROKEN
    ),
    Instrument(
        ("pm_card_threeDSecure2Required",), "4000000000003220", "Asks for 3-D Secure", authentication="always"
    ),
    Instrument(
        ("pm_card_authenticationRequired",),
        "4000002760003184",
        "Asks for authentication every time",
        authentication="always",
    ),
    Instrument(
        ("pm_card_authenticationRequiredOnSetup",),
        "4000002500003155",
        "Asks for authentication unless set up",
        authentication="always",
    ),
    Instrument(
        ("pm_card_authenticationRequiredSetupForOffSession",),
        "4000003800000446",
        "Asks for authentication when the customer is there",
        authentication="on_session",
    ),
    Instrument(
        ("pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",),
        "4000008260003178",
        "Authenticates, then has insufficient funds",
        authentication="always",
        decline=NO_FUNDS,
    ),
    Instrument(
        ("pm_card_threeDSecureRequiredChargeDeclined",),
        "4000008400001629",
        "Authenticates, then is declined",
        authentication="always",
        decline=GENERIC,
    ),
    Instrument(("pm_card_pendingRefund",), "4000000000007726", "Refunds stay pending", refunds="when_told"),
    Instrument(("pm_card_refundFail",), "4000000000005126", "A refund can fail later"),
    Instrument(("pm_card_createDispute",), "4000000000000259", "Is disputed when paid", disputed=True),
    Instrument(
        ("pm_usBankAccount_success",),
        "000123456789",
        "Bank debit that arrives later",
        type="us_bank_account",
        settles="later",
    ),
    Instrument(
        ("pm_usBankAccount_insufficientFunds",),
        "000222222227",
        "Bank debit that fails later",
        type="us_bank_account",
        decline=EMPTY_ACCOUNT,
        settles="later",
    ),
    Instrument(
        ("pm_usBankAccount_accountClosed",),
        "000111111113",
        "Bank debit on a closed account",
        type="us_bank_account",
        decline=CLOSED_ACCOUNT,
        settles="later",
    ),
    Instrument(
        ("pm_usBankAccount_processing",),
        "000000000009",
        "Bank debit that stays in processing",
        type="us_bank_account",
        settles="when_told",
    ),
)

BY_NAME = {name: instrument for instrument in INSTRUMENTS for name in instrument.names}
BY_NUMBER = {instrument.number: instrument for instrument in INSTRUMENTS}


def is_plausible(number: str) -> bool:
    """Whether the last digit of a card number is the check digit of the others (Luhn)."""
    if not (number.isascii() and number.isdigit() and 12 <= len(number) <= 19):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
