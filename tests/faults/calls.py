"""Outbound calls, numbered: every request of a function to AWS or to the payment provider.

A call is where a fault strikes (tests.faults.kinds) and where another actor may go on (tests.faults.turns).
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NoReturn


class Killed(BaseException):
    """The function's process dies here; nothing catches it."""


@dataclass(frozen=True)
class Call:
    """One call, by its number in the run, from 1."""

    number: int
    name: str  # "dynamodb.TransactWriteItems", "stripe.refunds.create", "queue.payments-pay-refund"
    function: str  # which made it: "checkout-place-order"
    entries: int = 1  # of a batch
    invocation: int = 0  # which of all, as they began

    def __str__(self) -> str:
        return f"{self.number}:{self.name} of {self.function}"


@dataclass(frozen=True)
class Fault:
    """What becomes of one call. `lasting`: every later call of that invocation to the same service fails."""

    at: int
    kind: str
    lasting: bool = False

    def __str__(self) -> str:
        return f"{self.at}:{self.kind}{'+' if self.lasting else ''}"

    @classmethod
    def parse(cls, text: str) -> "Fault":
        """From what `str` makes of it."""
        at, _, kind = text.partition(":")
        return cls(int(at), kind.removesuffix("+"), kind.endswith("+"))


def die() -> NoReturn:
    raise Killed


@dataclass
class Calls:
    """The calls of one run, and the faults that they are to meet."""

    faults: tuple[Fault, ...] = ()
    made: list[Call] = field(default_factory=list)
    struck: list[tuple[Call, Fault]] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)  # what no manifest grants: "states.X of a-function"
    scripted: dict[str, str] = field(default_factory=dict)  # the kind that the next call of a name meets
    down: dict[str, str] = field(default_factory=dict)  # the kind that every call to a service meets
    # Where others may go on: before a call, and when it has had its effect.
    before: Callable[[Call, object], str | None] | None = None
    after: Callable[[], None] | None = None
    _local: threading.local = field(default_factory=threading.local)
    _invocations: int = 0

    @contextmanager
    def by(self, function: str) -> Iterator[None]:
        """Calls of one invocation of a function."""
        before = self._frame()
        self._invocations += 1
        self._local.frame = Frame(function, self._invocations)
        try:
            yield
        finally:
            self._local.frame = before

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Calls of the scenario's own: not numbered, not struck."""
        before = self._frame()
        self._local.frame = None
        try:
            yield
        finally:
            self._local.frame = before

    def meet(self, name: str, entries: int = 1, given: object = None) -> str | None:
        """Count a call, let others go on before it, and say which kind of fault it meets."""
        frame = self._frame()
        if frame is None:
            return None
        call = Call(len(self.made) + 1, name, frame.function, entries, frame.invocation)
        self.made.append(call)
        met = self.before(call, given) if self.before else None
        if met:
            return met
        service = name.partition(".")[0]
        for fault in self.faults:
            if fault.at == call.number:
                self.struck.append((call, fault))
                if fault.lasting:
                    frame.down[service] = LASTING.get(fault.kind, fault.kind)
                return fault.kind
        return self.scripted.pop(name, None) or frame.down.get(service) or self.down.get(service)

    def answered(self) -> None:
        """A call has had its effect, and its answer is on its way: others may go on."""
        if self.after and self.function:
            self.after()

    @property
    def last(self) -> Call:
        return self.made[-1]

    @property
    def function(self) -> str | None:
        """Which function is running; None: the scenario itself."""
        frame = self._frame()
        return frame.function if frame else None

    def _frame(self) -> "Frame | None":
        frame: Frame | None = getattr(self._local, "frame", None)
        return frame


@dataclass
class Frame:
    """One invocation: which function, and which services are down for it with what kind of fault."""

    function: str
    invocation: int
    down: dict[str, str] = field(default_factory=dict)


# What the later calls of an invocation meet when a fault lasts: what was applied once is not applied again.
LASTING = {"lost": "timeout", "status_500_after": "status_500"}
