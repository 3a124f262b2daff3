"""Four times a day: products whose events were never handled go into the index."""

from haat.events.scheduled import scheduled
from haat.observability import Invocation, logger
from search import manifest
from search.comparing import Comparison


@scheduled(manifest.HEAL_INDEX)
def handler(run: Invocation, comparison: Comparison) -> None:
    """Compare every product; what the index has beyond its source is for a person: `make reindex`."""
    healed, ahead = comparison.heal()
    run.count("ProductsHealed", healed)
    run.count("ProductsIndexedAhead", len(ahead))
    for found in ahead:
        logger("search").error("index ahead of its source", product=str(found))
