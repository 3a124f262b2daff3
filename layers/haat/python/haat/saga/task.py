"""The wrapper of every task of a state machine.

    @task(manifest.CONFIRM_ORDER)
    def handler(order: OrderToConfirm, orders: OrderStore) -> Confirmed | TooLate: ...

Expected outcomes are returned, and the machine branches on them; exceptions are faults, which the
machine retries. The first parameter is the validated input, the others are built from their annotations.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import msgspec

from haat import manifest
from haat.faults import Transient
from haat.observability import invocation
from haat.transience import is_transient
from haat.wiring import Wired

P = ParamSpec("P")
R = TypeVar("R")


def task(declared: manifest.Task) -> Callable[[Callable[P, R]], "TaskHandler[P, R]"]:
    """Make a function the handler of the task that the manifest declares."""
    return lambda function: TaskHandler(declared, function)


class TaskHandler(Wired[manifest.Task, P, R]):
    """What Step Functions invokes; `function` is what the service wrote."""

    def __call__(self, event: Any, context: Any) -> Any:
        """Run the task: JSON in, JSON out. Faults are raised."""
        request_id = str(getattr(context, "aws_request_id", ""))
        with invocation(self.declared.service, self.declared.operation, request_id) as this:
            result = msgspec.to_builtins(self._attempt(msgspec.convert(event, self.given_type)))
            this.outcome = str(result.get("outcome", "done")) if isinstance(result, dict) else "done"
            return result

    def _attempt(self, given: object) -> Any:
        """Run the function; a fault that passes leaves under the one name that state machines retry."""
        try:
            return self.run(given)
        except Exception as fault:
            if is_transient(fault):
                raise Transient(str(fault)) from fault
            raise
