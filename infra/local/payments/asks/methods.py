"""Parameters of payment methods."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from infra.local.payments.asks.common import Ask, Metadata
from infra.local.payments.resources.methods import BillingDetails, MethodType


class CardData(Struct, kw_only=True, forbid_unknown_fields=True):
    number: str
    exp_month: Annotated[int, Meta(ge=1, le=12)]
    exp_year: Annotated[int, Meta(ge=2000, le=2100)]
    cvc: str = ""


class BankData(Struct, kw_only=True, forbid_unknown_fields=True):
    account_number: str
    routing_number: str
    account_holder_type: str = "individual"
    account_type: str = "checking"


class MethodData(Struct, kw_only=True, forbid_unknown_fields=True):
    type: MethodType
    card: CardData | UnsetType = UNSET
    us_bank_account: BankData | UnsetType = UNSET
    billing_details: BillingDetails = BillingDetails()
    metadata: Metadata = {}


class CreateMethod(Ask, kw_only=True):
    """The same, as an operation of its own."""

    type: MethodType
    card: CardData | UnsetType = UNSET
    us_bank_account: BankData | UnsetType = UNSET
    billing_details: BillingDetails = BillingDetails()
    metadata: Metadata = {}
