"""The wrapper of every function that the clock starts.

    @scheduled(manifest.PUBLISH_KEYS)
    def handler(run: Invocation, bucket: KeysBucket) -> None: ...

The first parameter is this invocation, to count what was done; the others are built from their
annotations. An exception is a fault: it is logged, counted and left to the next run.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from haat import manifest
from haat.observability import invocation
from haat.wiring import Wired

P = ParamSpec("P")
R = TypeVar("R")


def scheduled(declared: manifest.Schedule) -> Callable[[Callable[P, R]], "ScheduledHandler[P, R]"]:
    """Make a function the handler of the schedule that the manifest declares."""
    return lambda function: ScheduledHandler(declared, function)


class ScheduledHandler(Wired[manifest.Schedule, P, R]):
    """What the clock invokes; `function` is what the service wrote."""

    def __call__(self, event: Any, context: Any) -> None:
        """Run once; what started it, the clock or a deployment, makes no difference."""
        del event
        request_id = str(getattr(context, "aws_request_id", ""))
        with invocation(self.declared.service, self.declared.operation, request_id) as this:
            self.run(this)
            this.outcome = "done"
