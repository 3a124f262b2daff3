"""The client: one per process, which signs its requests where OpenSearch is AWS's."""

from collections.abc import Callable
from functools import cache
from typing import Any

from opensearchpy import OpenSearch

from haat.clients import session
from search.settings import OPENSEARCH_ENDPOINT, OPENSEARCH_SIGNED_FOR

TIMEOUT_S = 5.0
RETRIES = 2  # every request may be repeated: a write is conditional
_BUSY = (429, 502, 503, 504)


def client() -> OpenSearch:
    """The client of OPENSEARCH_ENDPOINT."""
    return _client(OPENSEARCH_ENDPOINT.text(), OPENSEARCH_SIGNED_FOR.text())


@cache
def _client(endpoint: str, signed_for: str) -> OpenSearch:
    return OpenSearch(
        endpoint,
        http_auth=_signature(signed_for) if signed_for else None,
        http_compress=True,
        timeout=TIMEOUT_S,
        max_retries=RETRIES,
        retry_on_timeout=True,
        retry_on_status=_BUSY,
    )


def _signature(service: str) -> Callable[..., dict[str, str]]:
    """Signs by Signature Version 4 for "es", a domain, or "aoss", a collection."""
    from opensearchpy.helpers.signer import Urllib3AWSV4SignerAuth

    found: Any = session()
    sign: Callable[..., dict[str, str]] = Urllib3AWSV4SignerAuth(
        found.get_credentials(), found.get_config_variable("region"), service
    )
    return sign
