"""POST /api/admin/orders/{order_id}/mails"""

from typing import Any

import pytest

from haat import clock
from haat.table.meter import meter
from orders import mails, manifest
from orders.api import resend_mail
from orders.domain import CancelReason, Order, Status, move
from orders.keys import MAILS
from orders.mails import ASKED_MAX
from orders.store import OrderStore
from tests.support.events import data, emitted
from tests.support.meanwhile import Rivals, rivals
from tests.support.orders import LATER, ORDER_ID, place_order
from tests.support.requests import Response, admin_claims, send
from tests.support.rights import somebody_else

__all__ = ["rivals"]
pytestmark = pytest.mark.usefixtures("table")
NOON_S = clock.seconds("2026-11-26T12:00:00Z")


def resend(
    kind: str = "order_confirmed", *, at_s: int = NOON_S, key: str | None = None, **path: str
) -> Response:
    headers = {"idempotency-key": key} if key else {}
    where = {"order_id": ORDER_ID} | path
    with clock.set_to(lambda: float(at_s)):
        claims = admin_claims()
        return send(resend_mail.handler, {"kind": kind}, path=where, headers=headers, claims=claims)


def carried(to: Status, reason: CancelReason | None = None) -> Order:
    """An order of Ada's that has come so far."""
    moved = move(place_order(), to, at=LATER, reason=reason)
    assert isinstance(moved, Order)
    with somebody_else():
        assert OrderStore().save_move(moved) is None
    return moved


def asked() -> list[dict[str, Any]]:
    return [data(event) for event in emitted(MAILS, ORDER_ID)]


def test_the_mail_is_asked_for_by_an_event_that_names_what_it_tells() -> None:
    carried(Status.CONFIRMED)

    answer = resend()

    assert (answer.status, answer.json) == (
        202, {"kind": "order_confirmed", "number": 1, "asked_at": "2026-11-26T12:00:00Z"},
    )  # fmt: skip
    assert asked() == [
        {"order_id": ORDER_ID, "kind": "order_confirmed", "event_id": f"ORDER#{ORDER_ID}/2", "number": 1}
    ]


@pytest.mark.parametrize(
    ("to", "reason", "kind"),
    [
        (Status.CONFIRMED, None, "order_cancelled"),
        (Status.CANCELLED, CancelReason.EXPIRED, "order_confirmed"),
    ],
)
def test_a_mail_that_was_never_due_is_not_sent_again(
    to: Status, reason: CancelReason | None, kind: str
) -> None:
    carried(to, reason)

    answer = resend(kind)

    assert (answer.status, answer.json["code"]) == (409, "mail_not_due")
    assert asked() == []


def test_a_cancelled_order_can_be_told_of_again() -> None:
    carried(Status.CANCELLED, CancelReason.EXPIRED)
    assert resend("order_cancelled").status == 202


def test_a_repeat_with_the_same_key_sends_one() -> None:
    carried(Status.CONFIRMED)
    first = resend(key="one")

    again = resend(key="one", at_s=NOON_S + 3600)

    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")
    assert len(asked()) == 1


def test_there_is_a_minute_between_two_and_an_end_to_it() -> None:
    carried(Status.CONFIRMED)
    assert resend().status == 202

    soon = resend(at_s=NOON_S + 59)
    assert (soon.status, soon.json["code"], soon.headers["retry-after"]) == (429, "mail_asked_before", "60")

    for number in range(1, ASKED_MAX):
        assert resend(at_s=NOON_S + 60 * number).json["number"] == number + 1
    end = resend(at_s=NOON_S + 10**6)
    assert (end.status, end.json["code"]) == (409, "mails_used_up")
    assert len(asked()) == ASKED_MAX


def test_of_two_at_once_one_is_sent(rivals: Rivals) -> None:
    carried(Status.CONFIRMED)
    others: list[Response] = []
    rivals.next(lambda: others.append(resend()))

    mine = resend()

    assert (others[0].status, mine.status) == (202, 429)
    assert len(asked()) == 1


def test_what_cannot_be_asked_for_is_said() -> None:
    carried(Status.CONFIRMED)
    assert resend("payment_failed").json["errors"][0]["pointer"] == "/kind"
    assert resend(order_id="ord_none").status == 404
    support = admin_claims(**{"cognito:groups": "[seller]"})
    assert send(resend_mail.handler, {"kind": "order_confirmed"}, claims=support).status == 403


def test_it_takes_as_many_round_trips_as_it_declares() -> None:
    carried(Status.CONFIRMED)
    resend()
    assert len(meter.calls) == manifest.RESEND_MAIL.round_trips


def test_a_first_one_needs_no_pause() -> None:
    assert mails.ask(mails.Asked("ord_1"), LATER) == mails.Asked("ord_1", 1, LATER)
