"""Settings: every environment variable the platform reads, declared once and read when first needed.

Ops set them through CDK; a test sets them through the environment. Nothing is read at import.
"""

import os
from dataclasses import dataclass


class SettingMissing(RuntimeError):
    """A function was deployed without a setting it declares."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable. `default` None: the deployment must give it."""

    name: str
    default: str | None = None

    def text(self) -> str:
        """The value.

        Raises: SettingMissing when there is neither a value nor a default.
        """
        value = os.environ.get(self.name, self.default)
        if value is None:
            raise SettingMissing(f"environment variable {self.name} is not set")
        return value

    def integer(self) -> int:
        return int(self.text())


# Given to every function.
TABLE_NAME = Setting("TABLE_NAME")
STAGE = Setting("STAGE", "local")
CURSOR_KEY = Setting(
    "CURSOR_KEY", ""
)  # of a laptop and of tests; on AWS there is none, and haat.link_keys asks
EDGE_KEY = Setting(
    "EDGE_KEY", ""
)  # of a laptop and of tests; on AWS there is none, and the gateway tells it with each request
TOKEN_ISSUER = Setting("TOKEN_ISSUER")  # issuer of the customers' access tokens, a URL
TOKEN_AUDIENCE = Setting("TOKEN_AUDIENCE", "haat")
TOKEN_KEYS = Setting("TOKEN_KEYS")  # names of the keys whose tokens are taken, "2,1"; the first one signs
ADMIN_ISSUER = Setting("ADMIN_ISSUER")  # issuer of the admins' tokens: the Cognito user pool
CORS_ORIGINS = Setting(
    "CORS_ORIGINS", ""
)  # whose pages may read answers: "https://a.example,https://b.example"
LIMITS_FACTOR = Setting("LIMITS_FACTOR", "1")  # multiplies every limit of haat.limits; 0: there is none

# Given by a grant.
BUS_NAME = Setting("BUS_NAME")
SIGNING_KEY_ID = Setting("SIGNING_KEY_ID")
PUBLISHED_KEY_IDS = Setting("PUBLISHED_KEY_IDS")  # in the order of TOKEN_KEYS
SEALING_KEY_ID = Setting("SEALING_KEY_ID")
MAIL_FROM = Setting("MAIL_FROM")
CURSORS_SECRET_NAME = Setting("CURSORS_SECRET_NAME")

# Given where a manifest names them.
CURRENCY = Setting("CURRENCY", "EUR")  # ISO 4217; the currency of the shop
HOLD_S = Setting("HOLD_S", "900")  # how long an unpaid order keeps its stock
PAYMENT_ATTEMPTS_MAX = Setting("PAYMENT_ATTEMPTS_MAX", "5")  # declines after which an order is closed
PAYMENTS_API_BASE = Setting("PAYMENTS_API_BASE", "https://api.stripe.com")
SHOP_NAME = Setting("SHOP_NAME", "Haat")
SHOP_URL = Setting("SHOP_URL", "http://127.0.0.1:8080")
SELLER_ADDRESS = Setting("SELLER_ADDRESS", "Market Street 1, 10115 Berlin, DE")  # lines end at ", "
SELLER_VAT_ID = Setting("SELLER_VAT_ID", "DE123456789")  # "" for a seller without one
