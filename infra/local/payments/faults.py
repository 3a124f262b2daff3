"""Faults on demand: the next requests that match an operation go wrong, in a chosen way."""

from fnmatch import fnmatchcase
from typing import Annotated, Literal

from msgspec import Meta, Struct

from infra.local.payments.clock import Clock
from infra.local.payments.errors import key_in_use, rate_limited

FaultKind = Literal[
    "slow",
    "status_409",
    "status_429",
    "status_500",
    "status_500_after_success",
    "timeout_before",
    "timeout_after_success",
]


class Fault(Struct, kw_only=True, forbid_unknown_fields=True):
    """`times` requests to `operation`, a pattern such as `payment_intents.*`, meet this fault.

    409 and 429 come before anything is done, and are not stored under an idempotency key; a 500 is stored,
    with the request left undone or, `after_success`, done. A timeout closes the connection without an answer.
    """

    kind: FaultKind
    operation: str = "*"
    times: Annotated[int, Meta(ge=1)] = 1
    delay_s: Annotated[float, Meta(ge=0, le=60)] = 0.0
    """How long the request takes, its key in use meanwhile."""


NONE = Fault(kind="slow")


class FaultPlan:
    """The faults still to come, in the order in which they were asked for."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def take(self, operation: str) -> Fault:
        """The fault that this request meets, used up by one; `NONE` if none is planned for it."""
        for fault in self.faults:
            if fnmatchcase(operation, fault.operation):
                fault.times -= 1
                self.faults = [each for each in self.faults if each.times > 0]
                return fault
        return NONE


def turn_away(kind: FaultKind, key: str) -> None:
    """ApiError 409 or 429 for a request that is not to be executed at all."""
    if kind == "status_409":
        raise key_in_use(key)
    if kind == "status_429":
        raise rate_limited()


class RateLimit:
    """At most `per_s` requests in each second of the clock; None for no limit."""

    def __init__(self) -> None:
        self.per_s: int | None = None
        self._second = 0
        self._used = 0

    def check(self, clock: Clock) -> None:
        """ApiError 429 for a request too many."""
        if self.per_s is None:
            return
        if clock.now() != self._second:
            self._second, self._used = clock.now(), 0
        self._used += 1
        if self._used > self.per_s:
            raise rate_limited()
