"""Each hour: returns whose wait is over expire, and their units can be returned by others."""

from aftersales import manifest
from aftersales.returning import Returner
from aftersales.store import ReturnStore
from haat import clock
from haat.events.scheduled import scheduled
from haat.observability import Invocation


@scheduled(manifest.EXPIRE_RETURNS)
def handler(run: Invocation, returns: ReturnStore, returner: Returner) -> None:
    """By condition: one that was approved or received meanwhile stays as it is."""
    overdue = returns.overdue(clock.now())
    run.count("ReturnsExpired", sum(returner.expire(return_id) for return_id in overdue))
