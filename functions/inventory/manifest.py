"""The public surface of inventory."""

from haat.grants import Table
from haat.keys import IDEMPOTENCY, SKU
from haat.manifest import Auth, Idempotency, Service, endpoint, reaction, schedule, stream_consumer
from haat.permissions import Permission
from inventory.grants import SEARCH
from inventory.keys import AVAILABILITY, HOLD, STRAYS

_ROWS = {"pk": {"S": [{"prefix": SKU.prefix}]}, "sk": {"S": [{"prefix": "STOCK#"}]}}


def _row(image: str, attribute: str, rule: object) -> dict[str, object]:
    """Lets a change of a SKU's row in if one of its images is such."""
    return {"eventName": ["MODIFY"], "dynamodb": {"Keys": _ROWS, image: {attribute: {"N": [rule]}}}}


GET_STOCK = endpoint(
    "GET",
    "/api/inventory/{sku}",
    "inventory.api.get_stock",
    auth=Auth.PUBLIC,
    grants=(Table(("BatchGetItem",), SKU),),
    summary="Show how many units of a SKU can be sold",
)
UPDATE_STOCK = endpoint(
    "PUT",
    "/api/inventory/update",
    "inventory.api.update_stock",
    auth=Permission.MANAGE_STOCK,
    idempotency=Idempotency.ACCEPTED,  # a repeated `change` would count twice
    grants=(Table(("BatchGetItem", "GetItem", "UpdateItem", "PutItem"), SKU),),
    emits=("StockAdjusted",),
    round_trips=2,
    summary="Count, receive, damage or write off units of a SKU at a warehouse; say when to reorder",
)
CHANGE_STOCKS = endpoint(
    "POST",
    "/api/admin/stock/bulk",
    "inventory.api.change_stocks",
    auth=Permission.MANAGE_STOCK,
    idempotency=Idempotency.REQUIRED,
    grants=(
        Table(("BatchGetItem", "GetItem", "UpdateItem", "PutItem"), SKU),
        Table(("UpdateItem",), IDEMPOTENCY),
    ),
    emits=("StockAdjusted",),
    timeout_s=29,  # two calls for each change
    round_trips=204,
    summary="Change units of up to 100 SKUs, each of them once and whatever becomes of the others",
)
SPREAD_STOCK = endpoint(
    "PUT",
    "/api/inventory/{sku}/shards",
    "inventory.api.spread_stock",
    auth=Permission.MANAGE_STOCK,
    grants=(Table(("BatchGetItem", "GetItem", "UpdateItem", "PutItem"), SKU),),
    timeout_s=29,  # joining closes up to 63 rows, one call each
    round_trips=5,
    summary="Spread the units of a hot SKU over shards, or join them again",
)
RESERVE_STOCK = endpoint(
    "POST",
    "/api/inventory/reserve",
    "inventory.api.reserve_stock",
    auth=Permission.HOLD_STOCK,
    grants=(*SEARCH, Table(("PutItem",), HOLD)),
    status=201,
    round_trips=2,
    summary="Hold units for a while",
)
RELEASE_STOCK = endpoint(
    "POST",
    "/api/inventory/release",
    "inventory.api.release_stock",
    auth=Permission.HOLD_STOCK,
    grants=(Table(("GetItem", "UpdateItem"), HOLD), Table(("UpdateItem", "PutItem"), SKU)),
    round_trips=2,
    summary="Give the units of a hold back",
)
ANNOUNCE_AVAILABILITY = stream_consumer(
    "inventory.reactions.announce_availability",
    filters=(
        _row("NewImage", "available", "0"),
        _row("OldImage", "available", "0"),
        _row("NewImage", "reorder_at", {"exists": True}),
        _row("OldImage", "reorder_at", {"exists": True}),  # nobody watches it any more
    ),
    grants=(Table(("BatchGetItem",), SKU), Table(("BatchGetItem", "PutItem"), AVAILABILITY)),
    emits=("StockAvailabilityChanged", "ReorderNeeded", "ReorderSettled"),
)
OPEN_STOCK = reaction(
    "OpeningStockGiven",
    "inventory.reactions.open_stock",
    grants=(Table(("BatchGetItem", "UpdateItem", "PutItem"), SKU),),
    emits=("StockAdjusted",),
    batch_size=1,  # an event has up to a thousand SKUs: 25 in a transaction
    timeout_s=60,
)
SWEEP_STOCK = schedule(
    1,
    "inventory.tasks.sweep_stock",
    grants=(*SEARCH, Table(("Query",), STRAYS, index=True)),
)
SERVICE = Service(
    "inventory",
    (
        GET_STOCK,
        UPDATE_STOCK,
        CHANGE_STOCKS,
        SPREAD_STOCK,
        RESERVE_STOCK,
        RELEASE_STOCK,
        ANNOUNCE_AVAILABILITY,
        OPEN_STOCK,
        SWEEP_STOCK,
    ),
)
