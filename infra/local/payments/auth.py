"""Who calls: a server with a secret key, or a browser with a publishable one. Test keys only."""

import base64
import binascii
import re

from infra.local.payments.errors import unauthorized
from infra.local.payments.forms import Node

_SECRET = re.compile(r"(sk|rk)_test_\w+")
_PUBLISHABLE = re.compile(r"pk_test_\w+")


def is_publishable(headers: dict[str, str], form: dict[str, Node]) -> bool:
    """Whether the key is a publishable one. A browser may send it as the form's `key`, which is taken out.

    ApiError 401 without a key, or with one that is no test key.
    """
    in_form = form.pop("key", "")
    key = _from_header(headers.get("authorization", "")) or str(in_form)
    if _PUBLISHABLE.fullmatch(key):
        return True
    if _SECRET.fullmatch(key):
        return False
    if not key:
        raise unauthorized("You did not provide an API key.")
    raise unauthorized(f"Invalid API Key provided: {key[:8]}****")


def _from_header(authorization: str) -> str:
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""
