"""Payment methods: a card or a bank account, and whose it is."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

MethodType = Literal["card", "us_bank_account"]


class Address(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    city: str | None = None
    country: str | None = None
    line1: str | None = None
    line2: str | None = None
    postal_code: str | None = None
    state: str | None = None


class BillingDetails(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    address: Address = Address()
    email: str | None = None
    name: str | None = None
    phone: str | None = None
    tax_id: str | None = None


class Card(Struct, kw_only=True):
    brand: str
    country: str = "US"
    exp_month: int
    exp_year: int
    funding: str
    last4: str
    checks: dict[str, str | None] | None = None
    wallet: None = None


class UsBankAccount(Struct, kw_only=True):
    account_holder_type: str = "individual"
    account_type: str = "checking"
    bank_name: str = "STRIPE TEST BANK"
    last4: str
    routing_number: str = "110000000"


class PaymentMethod(Struct, kw_only=True):
    id: str
    object: Literal["payment_method"] = "payment_method"
    billing_details: BillingDetails = BillingDetails()
    card: Card | UnsetType = UNSET
    us_bank_account: UsBankAccount | UnsetType = UNSET
    created: int
    customer: str | None = None
    livemode: bool = False
    metadata: dict[str, str] = {}
    type: MethodType
