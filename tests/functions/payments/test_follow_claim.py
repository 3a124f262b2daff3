"""OrderClaimed → the account sees the payment."""

import pytest

from haat.guests import guest_id
from payments.api import get_payment
from payments.reactions import follow_claim
from tests.support.messages import message
from tests.support.payments import PAYMENT_ID, open_payment, stored
from tests.support.requests import customer_claims, send

pytestmark = pytest.mark.usefixtures("table")
GUEST = guest_id("ada@example.com")
ACCOUNT = "usr_01kawz9d2hq4m7x0t3f5b8n6cz"


def claim(account_id: str = ACCOUNT) -> list[object]:
    """The event arrives: the messages that have to come again."""
    data = {"order": {"payment_id": PAYMENT_ID, "customer_id": account_id}}
    answer = follow_claim.handler({"Records": [message("OrderClaimed", data)]}, None)
    return list(answer["batchItemFailures"])


def shown_to(customer_id: str) -> int:
    path = {"payment_id": PAYMENT_ID}
    return send(get_payment.handler, path=path, claims=customer_claims(customer_id)).status


def test_the_account_sees_the_payment_and_the_provider_goes_on_knowing_the_guest() -> None:
    open_payment(customer_id=GUEST)
    assert shown_to(ACCOUNT) == 404

    assert claim() == []

    assert (shown_to(ACCOUNT), shown_to("usr_other")) == (200, 404)
    assert (stored().customer_id, stored().claimed_by) == (GUEST, ACCOUNT)


def test_a_repeat_changes_nothing() -> None:
    open_payment(customer_id=GUEST)
    claim()
    once = stored()

    assert claim() == claim("usr_other") == []

    assert stored() == once


def test_a_claim_of_no_payment_makes_none() -> None:
    assert claim() == []
    with pytest.raises(AssertionError):
        stored()
