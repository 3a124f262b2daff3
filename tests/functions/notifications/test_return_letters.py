"""Mails about goods that come back and money that goes back, from the events as their schemas show them."""

from typing import Any

import pytest

from aftersales.store import EVENT_OF
from haat.guests import guest_id
from haat.http import order_link
from notifications.domain import Kind
from notifications.reactions import mail_refund_paid, mail_return_moved
from notifications.return_letters import NOTHING_LEFT, OTHER_REFUND_REASON, REFUND_REASONS
from payments.domain import RefundReason
from tests.functions.notifications.test_reactions import deliver, example, ses, texts
from tests.support.wire import Wire

__all__ = ["ses"]
GUEST = guest_id("ada@example.com")
ORDER_ID = "ord_01kawzq3n5rv0v7k8t9m2c4x6y"


def refunded(**changed: object) -> list[str]:
    """A refund is paid: the messages that have to come again."""
    data = example("payments/payment_refunded.v1.json", **changed)
    return deliver(mail_refund_paid.handler, "PaymentRefunded", data)


def returned(name: str, file: str, **changed: object) -> list[str]:
    """Something happens to a return."""
    about: Any = example(f"aftersales/{file}.v1.json")["return"]
    return deliver(mail_return_moved.handler, name, {"return": about | changed})


def subjects(ses: Wire) -> list[str]:
    return [body["Content"]["Simple"]["Subject"]["Data"] for body in ses.bodies("SendEmail")]


def test_each_refund_is_told_once(ses: Wire) -> None:
    for _ in range(2):
        assert refunded() == []
        assert refunded(number=2, reason="order_cancelled") == []

    assert subjects(ses) == [
        "Haat: refund 1 of order H-7K8T-9M2C-4X6Y",
        "Haat: refund 2 of order H-7K8T-9M2C-4X6Y",
    ]
    (body, _) = ses.bodies("SendEmail")
    assert body["Destination"] == {"ToAddresses": ["ada@example.com"]}
    assert "24.00 EUR" in texts(ses)[0]
    assert "You sent something back" in texts(ses)[0]
    assert "The order was cancelled" in texts(ses)[1]


def test_every_reason_of_a_refund_has_its_words(ses: Wire) -> None:
    assert set(REFUND_REASONS) == {reason.value for reason in RefundReason}
    refunded(reason="new")
    assert OTHER_REFUND_REASON in texts(ses)[0]


@pytest.mark.parametrize(
    ("name", "file", "telling"),
    [
        ("ReturnApproved", "return_approved", "Send it before: 23 December 2026, 09:30 UTC"),
        ("ReturnRejected", "return_rejected", "Please send nothing"),
        ("ReturnReceived", "return_received", "Your money goes back"),
    ],
)
def test_what_becomes_of_a_return_is_told_once_for_each_return(
    ses: Wire, name: str, file: str, telling: str
) -> None:
    for number in (1, 1, 2):
        assert returned(name, file, number=number) == []

    assert len(set(subjects(ses))) == len(texts(ses)) == 2
    assert telling in texts(ses)[0]
    assert "2 × CER-BOWL-SEA" in texts(ses)[0]


def test_the_stages_of_one_return_are_mails_of_their_own(ses: Wire) -> None:
    returned("ReturnApproved", "return_approved")
    returned("ReturnReceived", "return_received")
    assert len(set(subjects(ses))) == 2


def test_a_return_for_which_nothing_was_left_says_so(ses: Wire) -> None:
    returned("ReturnReceived", "return_received", refund_id=None)
    assert NOTHING_LEFT in texts(ses)[0]


def test_every_return_that_somebody_decided_is_told() -> None:
    told = {f"Return{kind.value.removeprefix('return_').title()}" for kind in Kind if "return" in kind}
    assert told == set(EVENT_OF.values()) - {"ReturnRequested", "ReturnExpired"}
    assert told == set(mail_return_moved.KIND_OF)


def test_a_guests_mails_open_the_order_and_a_customers_open_nothing(ses: Wire) -> None:
    refunded(customer_id=GUEST)
    returned("ReturnApproved", "return_approved", customer_id=GUEST)
    for text in texts(ses):
        assert f"/orders/{ORDER_ID}#token={order_link.token_of(ORDER_ID)}" in text
    refunded(number=2)
    returned("ReturnApproved", "return_approved", number=2)
    for text in texts(ses)[2:]:
        assert f"/orders/{ORDER_ID}" in text
        assert "token" not in text
