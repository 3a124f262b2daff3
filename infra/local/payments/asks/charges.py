"""Parameters of charges and refunds."""

from msgspec import UNSET, UnsetType

from infra.local.payments.asks.common import AmountMinor, Ask, ListByTime, Metadata
from infra.local.payments.resources.charges import RefundReason


class ListCharges(ListByTime, kw_only=True):
    payment_intent: str | UnsetType = UNSET


class CreateRefund(Ask, kw_only=True):
    payment_intent: str | UnsetType = UNSET
    charge: str | UnsetType = UNSET
    amount: AmountMinor | UnsetType = UNSET
    reason: RefundReason | UnsetType = UNSET
    metadata: Metadata = {}


class ListRefunds(ListCharges, kw_only=True):
    charge: str | UnsetType = UNSET
