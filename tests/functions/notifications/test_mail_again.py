"""OrderMailAsked → the same mail once more."""

import json
from typing import Any

import pytest

from haat.events import outbox
from haat.table import writes
from notifications.reactions import mail_order_again
from tests.support.messages import message
from tests.support.rights import rights
from tests.support.wire import Wire, answered

__all__ = ["rights"]
ORDER = "ORDER#ord_01kawzq3n5rv0v7k8t9m2c4x6y"
ASKED = {"order_id": ORDER.removeprefix("ORDER#"), "kind": "order_confirmed", "event_id": f"{ORDER}/2"}


@pytest.fixture
def ses(table: None, wire: Wire) -> Wire:
    wire.always("SendEmail", answered({"MessageId": "ses-1"}))
    return wire


def confirmed(email: str = "ada@example.com") -> None:
    """The event that told of the confirmation, as it is in the table."""
    totals = {
        "items_minor": 2400, "discount_minor": 0, "shipping_minor": 0, "tax_minor": 0, "total_minor": 2400,
        "tax_included": True, "taxes": [],
    }  # fmt: skip
    line = {"name": "Bowl", "quantity": 1, "unit_price": _euro(2400), "line_total": _euro(2400)}
    order = {
        "id": ORDER.removeprefix("ORDER#"), "number": "H-7K8T-9M2C-4X6Y", "customer_id": "usr_1",
        "email": email, "lines": [line], "currency": "EUR", "totals": totals, "cancel_reason": None,
    }  # fmt: skip
    told = outbox.emit("OrderConfirmed", {"order": order}, service="orders", aggregate=ORDER, sequence=2)
    assert writes.commit(told) == []


def _euro(amount_minor: int) -> dict[str, Any]:
    return {"amount_minor": amount_minor, "currency": "EUR"}


def ask(number: int) -> None:
    batch = {"Records": [message("OrderMailAsked", ASKED | {"number": number}, number)]}
    assert mail_order_again.handler(batch, None) == {"batchItemFailures": []}


def sent(ses: Wire) -> list[str]:
    return [mail["Destination"]["ToAddresses"][0] for mail in ses.bodies("SendEmail")]


def test_it_says_what_it_said_once_for_each_time_that_it_is_asked_for(ses: Wire) -> None:
    confirmed()
    for number in (1, 1, 2):
        ask(number)

    assert sent(ses) == ["ada@example.com"] * 2
    assert "H-7K8T-9M2C-4X6Y is confirmed" in json.dumps(ses.bodies("SendEmail")[0])


@pytest.mark.parametrize("email", ["erased", ""])
def test_who_is_erased_gets_none(ses: Wire, email: str) -> None:
    confirmed(email)
    ask(1)
    assert sent(ses) == []


def test_an_event_that_is_not_there_is_told_to_nobody(ses: Wire) -> None:
    ask(1)
    assert sent(ses) == []
