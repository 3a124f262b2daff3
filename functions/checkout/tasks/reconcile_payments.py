"""Every minute: payments to which something must still happen."""

from checkout import manifest
from checkout.reconciling.reconciler import PaymentReconciler
from haat.events.scheduled import scheduled
from haat.observability import Invocation


@scheduled(manifest.RECONCILE_PAYMENTS)
def handler(run: Invocation, reconciler: PaymentReconciler) -> None:
    """Repair what every other path missed; it counts, logs and tells each repair itself."""
    run.count("Repairs", 0)
    reconciler.run()
