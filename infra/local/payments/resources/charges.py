"""Charges and refunds: money taken, and money given back."""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from infra.local.payments.resources.intents import Shipping
from infra.local.payments.resources.methods import BillingDetails

Details = dict[str, Any]
RefundReason = Literal["duplicate", "fraudulent", "requested_by_customer"]


class Outcome(Struct, kw_only=True):
    advice_code: None = None
    network_advice_code: None = None
    network_decline_code: None = None
    network_status: str
    reason: str | None = None
    risk_level: str = "normal"
    seller_message: str
    type: str


class Charge(Struct, kw_only=True):
    """What is released without capture, whole or in part, is no refund and counts nowhere, as at Stripe."""

    id: str
    object: Literal["charge"] = "charge"
    amount: int
    amount_captured: int = 0
    amount_refunded: int = 0
    application: None = None
    application_fee: None = None
    application_fee_amount: None = None
    balance_transaction: None = None
    billing_details: BillingDetails
    calculated_statement_descriptor: str | None = None
    captured: bool = False
    created: int
    currency: str
    customer: None = None
    description: str | None = None
    disputed: bool = False
    failure_balance_transaction: None = None
    failure_code: str | None = None
    failure_message: str | None = None
    fraud_details: dict[str, str] = {}
    livemode: bool = False
    metadata: dict[str, str] = {}
    on_behalf_of: None = None
    outcome: Outcome | None = None
    paid: bool = False
    payment_intent: str
    payment_method: str
    payment_method_details: Details
    receipt_email: str | None = None
    receipt_number: None = None
    receipt_url: None = None
    refunded: bool = False
    review: None = None
    shipping: Shipping | None = None
    source_transfer: None = None
    statement_descriptor: str | None = None
    statement_descriptor_suffix: str | None = None
    status: Literal["succeeded", "pending", "failed"]
    transfer_data: None = None
    transfer_group: str | None = None


class Refund(Struct, kw_only=True):
    id: str
    object: Literal["refund"] = "refund"
    amount: int
    balance_transaction: None = None
    charge: str
    created: int
    currency: str
    destination_details: Details
    failure_reason: str | UnsetType = UNSET
    metadata: dict[str, str] = {}
    payment_intent: str
    reason: str | None = None
    receipt_number: None = None
    source_transfer_reversal: None = None
    status: Literal["pending", "succeeded", "failed"]
    transfer_reversal: None = None
