"""Daily: the provider's own list against our payments."""

from checkout import manifest
from checkout.reconciling.listing import ListReconciler
from haat.events.scheduled import scheduled
from haat.observability import Invocation


@scheduled(manifest.RECONCILE_PROVIDER)
def handler(run: Invocation, reconciler: ListReconciler) -> None:
    """Repair what we know and the provider knows better, and tell of money that is nobody's."""
    run.count("IntentsCompared", reconciler.run())
