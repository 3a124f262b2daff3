"""Payment intents: one payment from its first minute to its last, and what went wrong with it."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from infra.local.payments.resources.methods import Address, PaymentMethod

IntentStatus = Literal[
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "processing",
    "requires_capture",
    "succeeded",
    "canceled",
]
CaptureMethod = Literal["automatic", "automatic_async", "manual"]
CancellationReason = Literal["abandoned", "duplicate", "fraudulent", "requested_by_customer"]


class ErrorDetail(Struct, kw_only=True, omit_defaults=True):
    """What went wrong: an error answer's `error`, and an intent's `last_payment_error`."""

    type: Literal["api_error", "card_error", "idempotency_error", "invalid_request_error"]
    message: str
    code: str | None = None
    decline_code: str | None = None
    doc_url: str | None = None
    param: str | None = None
    charge: str | None = None
    payment_method: PaymentMethod | None = None
    payment_intent: "PaymentIntent | None" = None


class AutomaticPaymentMethods(Struct, kw_only=True, forbid_unknown_fields=True):
    enabled: bool
    allow_redirects: Literal["always", "never"] = "always"


class RedirectToUrl(Struct, kw_only=True):
    url: str
    return_url: str


class UseStripeSdk(Struct, kw_only=True):
    type: Literal["three_d_secure_redirect"] = "three_d_secure_redirect"
    stripe_js: str


class NextAction(Struct, kw_only=True):
    type: Literal["redirect_to_url", "use_stripe_sdk"]
    redirect_to_url: RedirectToUrl | UnsetType = UNSET
    use_stripe_sdk: UseStripeSdk | UnsetType = UNSET


class CardOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    request_three_d_secure: Literal["automatic", "any", "challenge"] = "automatic"


class MethodOptions(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    card: CardOptions = CardOptions()


class Shipping(Struct, kw_only=True, forbid_unknown_fields=True):
    name: str
    address: Address
    phone: str | None = None
    carrier: str | None = None
    tracking_number: str | None = None


class PaymentIntent(Struct, kw_only=True):
    id: str
    object: Literal["payment_intent"] = "payment_intent"
    allowed_payment_method_types: list[str] | None = None
    amount: int
    amount_capturable: int = 0
    amount_details: dict[str, dict[str, str]] = {}
    amount_received: int = 0
    application: None = None
    application_fee_amount: None = None
    automatic_payment_methods: AutomaticPaymentMethods | None = None
    canceled_at: int | None = None
    cancellation_reason: str | None = None
    capture_method: CaptureMethod = "automatic_async"
    client_secret: str
    confirmation_method: Literal["automatic"] = "automatic"
    created: int
    currency: str
    customer: None = None
    description: str | None = None
    last_payment_error: ErrorDetail | None = None
    latest_charge: str | None = None
    livemode: bool = False
    metadata: dict[str, str] = {}
    next_action: NextAction | None = None
    on_behalf_of: None = None
    payment_method: str | None = None
    payment_method_options: MethodOptions = MethodOptions()
    payment_method_types: list[str]
    processing: None = None
    receipt_email: str | None = None
    review: None = None
    setup_future_usage: None = None
    shipping: Shipping | None = None
    statement_descriptor: str | None = None
    statement_descriptor_suffix: str | None = None
    status: IntentStatus = "requires_payment_method"
    transfer_data: None = None
    transfer_group: str | None = None
