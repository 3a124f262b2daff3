"""The public surface of figures."""

from figures.keys import FIGURES, LOW_NOW, LOW_STOCK
from haat.grants import Table
from haat.keys import CONSUMED
from haat.manifest import Service, endpoint, reaction
from haat.permissions import Permission

SHOW_DASHBOARD = endpoint(
    "GET",
    "/api/admin/dashboard",
    "figures.api.show_dashboard",
    auth=Permission.READ_FIGURES,
    grants=(Table(("Query",), FIGURES), Table(("Query",), LOW_NOW, index=True)),
    round_trips=2,
    summary="Show orders, revenue, conversion and failures of some days, and what should be ordered",
)
COUNT_FIGURES = reaction(
    ("OrderPlaced", "OrderConfirmed", "OrderCancelled", "PaymentFailed", "PaymentRefunded", "RefundFailed"),
    "figures.reactions.count_figures",
    grants=(Table(("PutItem",), CONSUMED), Table(("UpdateItem",), FIGURES)),
    batch_size=50,
)
LIST_LOW_STOCK = reaction(
    ("ReorderNeeded", "ReorderSettled"),
    "figures.reactions.list_low_stock",
    grants=(Table(("PutItem",), LOW_STOCK),),
)
SERVICE = Service("figures", (SHOW_DASHBOARD, COUNT_FIGURES, LIST_LOW_STOCK))
