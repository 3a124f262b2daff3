"""A return as a client sees it."""

import msgspec

from aftersales.domain import Arrival, Return, ReturnLine, Status
from haat.http import Answer


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
