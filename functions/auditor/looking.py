"""Looking at a table that goes on changing: only what is found twice, and the same, is true.

A scan is no snapshot: an order may be confirmed between the page that holds it and the page that holds its
units. Such a difference is gone, or another one, at the second look; a lost unit stays lost.
"""

from collections.abc import Callable

from auditor.domain import Report, Violation

Look = Callable[[], Report]


def confirmed(look: Look) -> Report:
    """What two looks agree on. One look, if it finds nothing."""
    first = look()
    if not first.violations:
        return first
    second = look()
    known = {_same(violation) for violation in first.violations}
    return Report(second.looked_at, [one for one in second.violations if _same(one) in known])


def _same(violation: Violation) -> tuple[str, str, str]:
    return violation.invariant, violation.subject, repr(violation.gap)
