"""The provider's list in the auditor's words."""

from auditor.domain import ProviderIntent, ProviderLedger, ProviderRefund
from haat import clock
from payments import participant as payments

DAY_S = 24 * 60 * 60
DAYS = 90  # of orders that are compared; what was paid before has been compared daily, and lists cost calls
MARGIN_S = DAY_S  # an intent is made after its order, by the provider's clock


def ledger() -> ProviderLedger:
    """The last 90 days. A round trip per hundred intents or refunds, made as they are read."""
    since_s = clock.now_s() - DAYS * DAY_S
    listed = payments.provider_ledger(since_s=since_s - MARGIN_S)
    return ProviderLedger(map(_intent, listed.intents), map(_refund, listed.refunds), clock.iso(since_s))


def _intent(one: payments.ListedIntent) -> ProviderIntent:
    return ProviderIntent(
        one.id, one.status, one.amount_minor, one.received_minor, one.currency, one.order_id, one.customer_id
    )


def _refund(one: payments.ListedRefund) -> ProviderRefund:
    return ProviderRefund(one.id, one.intent_id, one.amount_minor, one.status)
