"""Functions as Lambda runs them: unmodified handlers, one process each until it dies."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from haat.http import revocation
from haat.manifest import Function
from payments import gateway
from tests.faults.calls import Calls, Killed

Invoke = Callable[[Function, Any], Any]
"""Runs a function with an event."""


class Died(Exception):
    """The function's process died, and with it whatever it knew."""


@dataclass(frozen=True)
class Context:
    """What Lambda tells a function of its invocation."""

    aws_request_id: str


@dataclass
class Functions:
    """Invokes functions, and remembers how often."""

    calls: Calls
    invoked: int = 0

    def invoke(self, declared: Function, event: Any) -> Any:
        """What the function answers. Raises: Died; whatever the function raises."""
        handler = import_module(declared.module).handler
        self.invoked += 1
        try:
            with self.calls.by(declared.name):
                return handler(event, Context(f"invocation-{self.invoked}"))
        except Killed:
            handler.__dict__.pop("_dependencies", None)  # a new process builds them anew
            forget()
            raise Died(declared.name) from None


def forget() -> None:
    """What a process remembers from one invocation to the next, apart from connections."""
    gateway.forget()
    revocation.forget()
