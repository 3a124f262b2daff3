"""Parameters of payment intents."""

from msgspec import UNSET, UnsetType

from infra.local.payments.asks.common import AmountMinor, Ask, Metadata
from infra.local.payments.asks.methods import MethodData
from infra.local.payments.resources.intents import (
    AutomaticPaymentMethods,
    CancellationReason,
    CaptureMethod,
    MethodOptions,
    Shipping,
)


class MethodChoice(Ask, kw_only=True):
    """What pays, a known method or the data of a new one, and what may be said along with it."""

    payment_method: str | UnsetType = UNSET
    payment_method_data: MethodData | UnsetType = UNSET
    payment_method_options: MethodOptions | UnsetType = UNSET
    allowed_payment_method_types: list[str] | UnsetType = UNSET
    receipt_email: str | UnsetType = UNSET
    shipping: Shipping | UnsetType = UNSET


class Confirmation(MethodChoice, kw_only=True):
    return_url: str | UnsetType = UNSET
    off_session: bool = False
    error_on_requires_action: bool = False
    use_stripe_sdk: bool = False


class ConfirmIntent(Confirmation, kw_only=True):
    client_secret: str | UnsetType = UNSET


class CreateIntent(Confirmation, kw_only=True):
    amount: AmountMinor
    currency: str
    automatic_payment_methods: AutomaticPaymentMethods | UnsetType = UNSET
    capture_method: CaptureMethod = "automatic_async"
    confirm: bool = False
    description: str | UnsetType = UNSET
    metadata: Metadata = {}
    statement_descriptor: str | UnsetType = UNSET
    statement_descriptor_suffix: str | UnsetType = UNSET
    transfer_group: str | UnsetType = UNSET


class UpdateIntent(MethodChoice, kw_only=True):
    amount: AmountMinor | UnsetType = UNSET
    currency: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    metadata: Metadata | UnsetType = UNSET
    statement_descriptor: str | UnsetType = UNSET
    statement_descriptor_suffix: str | UnsetType = UNSET
    transfer_group: str | UnsetType = UNSET


class RetrieveIntent(Ask, kw_only=True):
    client_secret: str | UnsetType = UNSET


class CancelIntent(Ask, kw_only=True):
    cancellation_reason: CancellationReason | UnsetType = UNSET


class CaptureIntent(Ask, kw_only=True):
    amount_to_capture: AmountMinor | UnsetType = UNSET
