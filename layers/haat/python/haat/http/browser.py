"""What a browser is told: how to treat our answers, and which other origins may read them.

Declared here once: functions put the headers on their answers, CloudFront's policies and the local edge on
whatever else goes out (pictures, the gateway's own errors), and the gateway answers preflights by this list.

There is nothing here that a browser sends by itself: no answer sets a cookie and no request is known by one,
so another site's page cannot act in a customer's name. Hence credentials are never allowed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from haat.settings import CORS_ORIGINS

SECURITY: Mapping[str, str] = MappingProxyType(
    {
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "strict-transport-security": "max-age=63072000; includeSubDomains",
        "x-content-type-options": "nosniff",
    }
)
OF_PICTURES: Mapping[str, str] = MappingProxyType(
    {**SECURITY, "cross-origin-resource-policy": "cross-origin"}  # a shop's pages stand elsewhere
)
METHODS = ("GET", "POST", "PUT", "DELETE")
SENT = (
    "authorization",
    "cart-token",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "order-token",
)
READ = ("cart-token", "etag", "idempotency-replayed", "retry-after", "x-request-id")
PREFLIGHT_S = 600  # for which a browser may remember


def origins() -> tuple[str, ...]:
    """The origins whose pages may read answers ("https://shop.example"); none unless a stage names them."""
    return listed(CORS_ORIGINS.text())


def listed(text: str) -> tuple[str, ...]:
    """The origins of a list with commas. A star is none of them: who may read is named."""
    return tuple(origin for part in text.split(",") if "://" in (origin := part.strip()))


def cors(origin: str | None, allowed: tuple[str, ...]) -> dict[str, str]:
    """What goes with an answer to a page of `origin`: nothing, unless it is in the list."""
    if origin not in allowed or origin is None:
        return {}
    return {
        "access-control-allow-origin": origin,
        "access-control-expose-headers": ",".join(READ),
        "vary": "Origin",
    }


def preflight(origin: str | None, allowed: tuple[str, ...]) -> dict[str, str]:
    """What answers a browser that asks whether it may ask."""
    may = cors(origin, allowed)
    if not may:
        return {}
    return may | {
        "access-control-allow-methods": ",".join(METHODS),
        "access-control-allow-headers": ",".join(SENT),
        "access-control-max-age": str(PREFLIGHT_S),
    }
