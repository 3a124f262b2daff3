"""What of a webhook is the provider's word: signed with our secret, in these minutes, in our mode (G6)."""

from typing import Any

import msgspec
import stripe

from haat import clock
from payments.domain import Kind, ProviderEvent, WebhookRejected
from payments.gateway.documents import dispute_of, intent_of, refund_of
from payments.grants import LIVE_MODE

TOLERANCE_S = 300  # of a webhook's timestamp, in both directions
_OF_REFUNDS = (Kind.REFUND_UPDATED, Kind.REFUND_FAILED)
_OF_DISPUTES = (Kind.DISPUTE_CREATED, Kind.DISPUTE_UPDATED, Kind.DISPUTE_CLOSED)


class _Data(msgspec.Struct):
    """What an event is about; absent where the provider sends no more than a notice."""

    object: dict[str, Any] = {}


class _Event(msgspec.Struct):
    """What is read of any event."""

    id: str
    type: str
    livemode: bool
    data: _Data | None = None
    account: str | None = None  # of a merchant who pays through ours, of which there are none


def verify(raw: bytes, header: str, secret: str) -> ProviderEvent | WebhookRejected:
    """The event in a webhook's body, or why it is not the provider's word."""
    try:
        stripe.WebhookSignature.verify_header(raw.decode(), header, secret)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return WebhookRejected("The signature is not valid.")
    at_s = _signed_at_s(header)
    if at_s is None or abs(clock.now_s() - at_s) > TOLERANCE_S:
        return WebhookRejected(f"The signature is more than {TOLERANCE_S} s from now.")
    try:
        event = msgspec.json.decode(raw, type=_Event)
    except msgspec.MsgspecError:
        return WebhookRejected("The body is not an event.")
    if event.livemode is not (LIVE_MODE.text() == "true"):
        return WebhookRejected("The event is of the provider's other mode.")
    if event.account:
        return WebhookRejected("The event is of another account.")
    return _told(event)


def _signed_at_s(header: str) -> int | None:
    """The date that was signed; None unless there is exactly one."""
    dates = [part[2:] for part in header.split(",") if part.startswith("t=")]
    return int(dates[0]) if len(dates) == 1 and dates[0].isdecimal() else None


def _told(event: _Event) -> ProviderEvent:
    about = event.data.object if event.data else {}
    intent = intent_of(about) if about.get("object") == "payment_intent" else None
    return ProviderEvent(
        event.id,
        event.type,
        intent,
        intent.decline_reason if intent else "",
        refund=refund_of(about) if event.type in _OF_REFUNDS else None,
        dispute=dispute_of(about) if event.type in _OF_DISPUTES else None,
    )
