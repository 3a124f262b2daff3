"""Functions as Lambda runs them: unmodified handlers, one process each until it dies."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from haat.http import limiter, revocation, staff_sessions
from haat.manifest import Function
from haat.table import shop_settings
from infra.cdk.services import discover, functions_of
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
            _begin_anew(declared)
            forget()
            raise Died(declared.name) from None

    def begin_anew(self) -> None:
        """The next invocation of every function is the first of a process."""
        for declared in _declared():
            if declared.module in sys.modules:
                _begin_anew(declared)


@cache
def _declared() -> tuple[Function, ...]:
    return tuple(functions_of(discover(), Function))


def _begin_anew(declared: Function) -> None:
    """Have a function build what it needs when it is invoked next."""
    import_module(declared.module).handler.__dict__.pop("_dependencies", None)


def forget() -> None:
    """What a process remembers from one invocation to the next, apart from connections."""
    gateway.forget()
    limiter.forget()
    revocation.forget()
    staff_sessions.forget()
    shop_settings.forget()
