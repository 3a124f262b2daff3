"""Each minute: products follow their categories to where these have moved."""

from catalog import manifest
from catalog.refiling import Refiler
from haat.events.scheduled import scheduled
from haat.observability import Invocation


@scheduled(manifest.REFILE_PRODUCTS)
def handler(run: Invocation, refiler: Refiler) -> None:
    """Do what is due, in steps that are safe to repeat; what is left waits for the next minute."""
    run.count("ProductsRefiled", refiler.run())
