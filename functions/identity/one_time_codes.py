"""One-time codes of an app (RFC 6238 as every app has it: SHA-1, six digits, 30 seconds) and of recovery."""

import base64
import hmac
import os
from collections.abc import Iterable

import pyotp

from haat.settings import SHOP_NAME
from identity.domain.second_factor import RECOVERY_CODES

_SECRET_BYTES = 20  # RFC 4226, 4: as many as the hash has
_RECOVERY_BYTES = 10
_GROUP = 4


def new_secret() -> str:
    """160 random bits in base 32."""
    return base64.b32encode(os.urandom(_SECRET_BYTES)).decode()


def uri_of(secret: str, email: str) -> str:
    """What an app reads as a QR code: otpauth://totp/…"""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=SHOP_NAME.text())


def step_of(secret: str, code: str, steps: Iterable[int]) -> int | None:
    """The step of which `code` is, among `steps`. Each of them is compared, in constant time."""
    app, typed = pyotp.HOTP(secret), code.replace(" ", "").encode()
    found = [step for step in steps if hmac.compare_digest(app.at(step).encode(), typed)]
    return found[-1] if found else None


def new_recovery_codes() -> list[str]:
    """Codes of 80 random bits each: "ab3d-7xyz-…"."""
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    text = base64.b32encode(os.urandom(_RECOVERY_BYTES)).decode().lower()
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
