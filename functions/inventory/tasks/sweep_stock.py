"""Each minute: holds whose time is over give their units back, and units in closed rows come home."""

from haat.events.scheduled import scheduled
from haat.observability import Invocation
from inventory import manifest
from inventory.sweeping import Sweeper, SweepIncomplete


@scheduled(manifest.SWEEP_STOCK)
def handler(run: Invocation, sweeper: Sweeper) -> None:
    """Do all that is due. Raises: SweepIncomplete when some of it could not be done, after all was tried."""
    holds, strays = sweeper.expire_holds(), sweeper.settle_strays()
    run.count("HoldsExpired", holds.done)
    run.count("StraysSettled", strays.done)
    if holds.failed or strays.failed:
        raise SweepIncomplete(f"{holds.failed} holds, {strays.failed} SKUs")
