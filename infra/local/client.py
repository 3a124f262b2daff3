"""A client of the public HTTP API, as a shop's front end or a script would be."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import urllib3

TIMEOUT_S = 35.0
CONNECTIONS_MAX = 64


class Unexpected(RuntimeError):
    """The API answered what this script cannot go on with."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    def expect(self, *statuses: int) -> "Response":
        """Itself, if the status is one of these. Raises: Unexpected, with the answer."""
        if self.status not in statuses:
            raise Unexpected(f"expected {statuses}, got {self.status}: {self.content[:2000].decode()}")
        return self


class Client:
    """Sends JSON, gets JSON. One client may be shared by threads."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._pool = urllib3.PoolManager(maxsize=CONNECTIONS_MAX, timeout=TIMEOUT_S, retries=False)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, object] | None = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """One request; `token` is a bearer token."""
        sent = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            sent["Authorization"] = f"Bearer {token}"
        url = f"{self._base}{path}" + (f"?{urlencode(query)}" if query else "")
        content = None if body is None else json.dumps(body)
        return self._send(method, url, sent | dict(headers or {}), content)

    def send_form(self, path: str, form: Mapping[str, str], *, token: str) -> Response:
        """A POST of form fields, as the payment provider takes them."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": f"Bearer {token}"}
        return self._send("POST", f"{self._base}{path}", headers, urlencode(form))

    def _send(self, method: str, url: str, headers: Mapping[str, str], content: str | None) -> Response:
        answer = self._pool.request(method, url, headers=headers, body=content)
        names = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status, names, answer.data)
