"""Each minute: holds whose time is over give their units back, and units in closed rows come home."""

from haat.events.scheduled import scheduled
from haat.observability import Invocation
from inventory import manifest
from inventory.sweeping import Sweeper


@scheduled(manifest.SWEEP_STOCK)
def handler(run: Invocation, sweeper: Sweeper) -> None:
    """Do what is due. What cannot be done now is left to the next minute; only faults of one SKU are."""
    run.count("HoldsExpired", sweeper.expire_holds())
    run.count("StraysSettled", sweeper.settle_strays())
    run.count("SweepsFailed", sweeper.failed)
