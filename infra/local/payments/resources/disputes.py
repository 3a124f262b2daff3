"""Disputes: a cardholder's bank asks for the money of a charge back."""

from typing import Any, Literal

from msgspec import Struct, field

DisputeStatus = Literal["needs_response", "under_review", "won", "lost"]
DisputeReason = Literal["duplicate", "fraudulent", "general", "product_not_received", "product_unacceptable"]


class EvidenceDetails(Struct, kw_only=True):
    due_by: int | None
    enhanced_eligibility: dict[str, Any] = {}
    has_evidence: bool = False
    past_due: bool = False
    submission_count: int = 0


class Dispute(Struct, kw_only=True):
    id: str
    object: Literal["dispute"] = "dispute"
    amount: int
    balance_transactions: list[dict[str, Any]] = []
    charge: str
    created: int
    currency: str
    enhanced_eligibility_types: list[str] = []
    evidence: dict[str, Any] = field(default_factory=lambda: {"enhanced_evidence": {}})
    evidence_details: EvidenceDetails
    is_charge_refundable: bool = False
    livemode: bool = False
    metadata: dict[str, str] = {}
    payment_intent: str
    reason: DisputeReason
    status: DisputeStatus = "needs_response"
