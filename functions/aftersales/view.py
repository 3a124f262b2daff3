"""A return as a client sees it."""

from typing import Any

import msgspec

from aftersales.domain import Arrival, Return, ReturnLine, Status
from haat.http import Answer, Call
from haat.table.writes import Write


class ReturnView(msgspec.Struct, frozen=True):
    """One return. `deadline` is when it is over if nothing happens, `refund_id` pays for the arrivals."""

    id: str
    order_id: str
    payment_id: str
    status: Status
    lines: tuple[ReturnLine, ...]
    arrivals: tuple[Arrival, ...]
    refund_id: str | None
    deadline: str | None
    created_at: str
    updated_at: str
    version: int


def of(made: Return) -> ReturnView:
    """What a client may see of a return."""
    return ReturnView(**{name: getattr(made, name) for name in ReturnView.__struct_fields__})


def answer(made: Return) -> Answer[ReturnView]:
    """One return with its tag."""
    return Answer(of(made), etag=str(made.version))


def audited(call: Call[Any], before: Return, after: Return) -> Write:
    """What the audit log is told of a return that moves."""
    return call.audited(f"return/{after.id}", of(before), of(after))
