"""What must not turn up where it does not belong, and where to look for it."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from haat import observability

CLAIMS = "eyJjYW5hcnkiOjF9"
TOKEN = f"eyJhbGciOiJSUzI1NiJ9.{CLAIMS}.Y2FuYXJ5"  # in pieces, or it would be taken for a leak
OPAQUE = "ca4a27be" * 8
CARD = "4242424242424242"
EMAIL = "canary.bird@example.com"
PASSWORD = "a canary in the coal mine"
NAME, STREET = "Canaria Fynch", "Canary Wharf 77"
# The kernel knows these by their form; a name or a street is in no log because nobody puts it there.
KNOWN_BY_FORM = (TOKEN, OPAQUE, CARD, EMAIL)
EVERYTHING = (*KNOWN_BY_FORM, PASSWORD, NAME, STREET)
SECRETS = (TOKEN, OPAQUE, CARD, PASSWORD)  # kept nowhere, not even in the table


def found_in(text: str, canaries: tuple[str, ...] = EVERYTHING) -> list[str]:
    """The canaries that a text has."""
    return [canary for canary in canaries if canary in text]


@contextmanager
def listening() -> Iterator[io.StringIO]:
    """What functions write into their logs meanwhile; a simulated world has switched them off."""
    written = io.StringIO()
    made = observability.logger.__wrapped__

    def logger(service: str) -> Any:
        own: Any = made(f"canary-{service}")
        own.handlers[0].setStream(written)
        return own

    def say(line: str, **_: object) -> None:
        written.write(f"{line}\n")

    logging.disable(logging.NOTSET)
    with (
        mock.patch.object(observability, "logger", logger),
        mock.patch.object(observability, "print", say),
    ):
        yield written
    logging.disable()
