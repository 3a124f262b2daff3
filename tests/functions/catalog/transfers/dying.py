"""Transfers that die at any of their calls."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from catalog.gateway import Files
from haat.table.connection import MeteredConnection
from tests.support.crash import die

FILES = ("put", "get", "_block", "begin", "put_part", "complete")
CALLS = [(MeteredConnection, "dispatch"), *((Files, name) for name in FILES)]


@contextmanager
def dying(monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool) -> Iterator[list[str]]:
    """The process dies at one of its calls, before it or after it; the calls that it made."""
    made: list[str] = []

    def watched(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any) -> Any:
            made.append(name)
            dies = len(made) == at
            if dies and not after:
                die()
            answer = call(*given)
            return die() if dies else answer

        return counted

    with monkeypatch.context() as patch:
        for owner, name in CALLS:
            patch.setattr(owner, name, watched(name, getattr(owner, name)))
        yield made
