"""How the provider's SDK reaches the network: urllib3 with kept-alive connections and short timeouts.

The SDK's own choice, requests, costs 0.6 ms more CPU a call and waits 80 s for an answer; urllib3 is
there anyway, botocore stands on it.
"""

from collections.abc import Mapping
from typing import Any

import stripe
import urllib3

CONNECT_TIMEOUT_S = 1.0
READ_TIMEOUT_S = 6.0  # the provider's slowest ordinary answers take a few seconds; a function has ten


class PooledClient(stripe.HTTPClient):
    """The SDK's HTTP client on a urllib3 pool."""

    name = "urllib3"

    def __init__(self) -> None:
        super().__init__()
        timeout = urllib3.Timeout(connect=CONNECT_TIMEOUT_S, read=READ_TIMEOUT_S)
        self._pool = urllib3.PoolManager(timeout=timeout, retries=False)

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        """One request. The SDK retries it, with the same idempotency key.

        Raises: stripe.APIConnectionError.
        """
        try:
            answer = self._pool.request(method.upper(), url, headers=headers, body=post_data)
        except urllib3.exceptions.HTTPError as error:
            raise _no_answer(error) from error
        return answer.data.decode(), answer.status, answer.headers

    def close(self) -> None:
        """Close idle connections."""
        self._pool.clear()


def _no_answer(error: Exception) -> stripe.APIConnectionError:
    return stripe.APIConnectionError(f"No answer: {error}", should_retry=True)  # type: ignore[no-untyped-call]
