"""The surface of notifications: a mail for each of some events."""

from haat.grants import Mail, Table
from haat.manifest import LINK_KEYS, Service, reaction
from haat.settings import SHOP_NAME, SHOP_URL
from notifications.keys import MESSAGE, ORDER

GRANTS = (Table(("PutItem", "UpdateItem", "DeleteItem"), MESSAGE), Mail(), LINK_KEYS)
SETTINGS = (SHOP_NAME, SHOP_URL)

MAIL_ORDER_CONFIRMED = reaction(
    "OrderConfirmed", "notifications.reactions.mail_order_confirmed", grants=GRANTS, settings=SETTINGS
)
MAIL_ORDER_CANCELLED = reaction(
    "OrderCancelled", "notifications.reactions.mail_order_cancelled", grants=GRANTS, settings=SETTINGS
)
MAIL_ORDER_AGAIN = reaction(
    "OrderMailAsked",
    "notifications.reactions.mail_order_again",
    grants=(*GRANTS, Table(("GetItem",), ORDER)),
    settings=SETTINGS,
)
MAIL_PAYMENT_FAILED = reaction(
    "PaymentFailed", "notifications.reactions.mail_payment_failed", grants=GRANTS, settings=SETTINGS
)
MAIL_EMAIL_PROOF = reaction(
    ("CustomerRegistered", "EmailProofAsked"),
    "notifications.reactions.mail_email_proof",
    grants=GRANTS,
    settings=SETTINGS,
)
MAIL_PASSWORD_RESET = reaction(
    "PasswordResetBegun", "notifications.reactions.mail_password_reset", grants=GRANTS, settings=SETTINGS
)
MAIL_PASSWORD_CHANGED = reaction(
    "PasswordChanged", "notifications.reactions.mail_password_changed", grants=GRANTS, settings=SETTINGS
)
MAIL_EMAIL_CHANGE = reaction(
    "EmailChangeAsked", "notifications.reactions.mail_email_change", grants=GRANTS, settings=SETTINGS
)
MAIL_EMAIL_CHANGED = reaction(
    "EmailChanged", "notifications.reactions.mail_email_changed", grants=GRANTS, settings=SETTINGS
)
MAIL_REFUND_PAID = reaction(
    "PaymentRefunded", "notifications.reactions.mail_refund_paid", grants=GRANTS, settings=SETTINGS
)
MAIL_RETURN_MOVED = reaction(
    ("ReturnApproved", "ReturnRejected", "ReturnReceived"),
    "notifications.reactions.mail_return_moved",
    grants=GRANTS,
    settings=SETTINGS,
)
SERVICE = Service(
    "notifications",
    (
        MAIL_ORDER_CONFIRMED,
        MAIL_ORDER_CANCELLED,
        MAIL_ORDER_AGAIN,
        MAIL_PAYMENT_FAILED,
        MAIL_REFUND_PAID,
        MAIL_RETURN_MOVED,
        MAIL_EMAIL_PROOF,
        MAIL_PASSWORD_RESET,
        MAIL_PASSWORD_CHANGED,
        MAIL_EMAIL_CHANGE,
        MAIL_EMAIL_CHANGED,
    ),
)
