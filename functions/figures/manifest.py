"""The public surface of figures."""

from figures.keys import FIGURES
from haat.grants import Table
from haat.keys import CONSUMED
from haat.manifest import Service, endpoint, reaction
from haat.permissions import Permission

SHOW_DASHBOARD = endpoint(
    "GET",
    "/api/admin/dashboard",
    "figures.api.show_dashboard",
    auth=Permission.READ_FIGURES,
    grants=(Table(("Query",), FIGURES),),
    summary="Show orders, revenue, conversion and failures of some days",
)
COUNT_FIGURES = reaction(
    ("OrderPlaced", "OrderConfirmed", "OrderCancelled", "PaymentFailed", "PaymentRefunded", "RefundFailed"),
    "figures.reactions.count_figures",
    grants=(Table(("PutItem",), CONSUMED), Table(("UpdateItem",), FIGURES)),
    batch_size=50,
)
SERVICE = Service("figures", (SHOW_DASHBOARD, COUNT_FIGURES))
