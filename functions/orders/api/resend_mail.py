"""POST /api/admin/orders/{order_id}/mails"""

import msgspec

from haat import clock
from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from orders import mails, manifest
from orders.mails import Asked, MailAskedBefore, MailKind, MailNotDue, MailsUsedUp
from orders.store import OrderStore
from orders.store.mails import MailStore


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """Which mail the customer is to get once more."""

    kind: MailKind


class MailAsked(msgspec.Struct):
    """It is on its way; `number` counts those of the order that were sent again."""

    kind: MailKind
    number: int
    asked_at: str


Refusal = NotFound | MailNotDue | MailsUsedUp | MailAskedBefore | AlreadyAnswered


@endpoint(manifest.RESEND_MAIL)
def handler(call: Call[Body], orders: OrderStore, store: MailStore) -> Answer[MailAsked] | Refusal:
    """Send a mail of the order again, to the address it was placed with; it says what it said."""
    order_id, kind = call.path["order_id"], call.input.kind
    if orders.find(order_id) is None:
        return NotFound()
    event_id = store.event_of(order_id, kind)
    if event_id is None:
        return MailNotDue(kind)
    asked = mails.ask(store.asked(order_id), clock.now())
    if not isinstance(asked, Asked):
        return asked
    answer = Answer(MailAsked(kind, asked.number, asked.at or ""))
    audited = call.audited(f"order/{order_id}", None, {"mail": kind, "number": asked.number})
    return store.ask(asked, kind, event_id, audited, *call.remember(answer)) or answer
