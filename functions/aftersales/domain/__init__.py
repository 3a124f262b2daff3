"""What may be given back of a paid order, and what becomes of a return."""

from aftersales.domain.claims import Claims, claimed, given_back
from aftersales.domain.returns import (
    Arrival,
    OrderNotReturnable,
    Return,
    ReturnLine,
    ReturnMoveNotAllowed,
    ReturnReason,
    ReturnTooLate,
    Status,
    decided,
    expired,
    received,
    requested,
    too_late,
)
from aftersales.domain.units import LinePaid, Units, left_of, next_units, priced

__all__ = [
    "Arrival",
    "Claims",
    "LinePaid",
    "OrderNotReturnable",
    "Return",
    "ReturnLine",
    "ReturnMoveNotAllowed",
    "ReturnReason",
    "ReturnTooLate",
    "Status",
    "Units",
    "claimed",
    "decided",
    "expired",
    "given_back",
    "left_of",
    "next_units",
    "priced",
    "received",
    "requested",
    "too_late",
]
