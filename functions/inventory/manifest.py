"""The public surface of inventory."""

from haat.grants import Table
from haat.keys import SKU
from haat.manifest import Auth, Idempotency, Service, endpoint, stream_consumer
from inventory.keys import AVAILABILITY


def _row_at_zero(image: str) -> dict[str, object]:
    """Lets a change of a SKU's row in if one of its images has nothing left."""
    keys = {"pk": {"S": [{"prefix": SKU.prefix}]}, "sk": {"S": [{"prefix": "STOCK#"}]}}
    return {"eventName": ["MODIFY"], "dynamodb": {"Keys": keys, image: {"available": {"N": ["0"]}}}}


GET_STOCK = endpoint(
    "GET",
    "/api/inventory/{sku}",
    "inventory.api.get_stock",
    auth=Auth.PUBLIC,
    grants=(Table(("GetItem",), SKU),),
    summary="Show how many units of a SKU can be sold",
)
UPDATE_STOCK = endpoint(
    "PUT",
    "/api/inventory/update",
    "inventory.api.update_stock",
    auth=Auth.ADMIN,
    idempotency=Idempotency.ACCEPTED,  # a repeated `change` would count twice
    grants=(Table(("GetItem", "UpdateItem", "PutItem"), SKU),),
    emits=("StockAdjusted",),
    round_trips=2,
    summary="Set or change how many units of a SKU can be sold",
)
ANNOUNCE_AVAILABILITY = stream_consumer(
    "inventory.reactions.announce_availability",
    filters=(_row_at_zero("NewImage"), _row_at_zero("OldImage")),
    grants=(Table(("PutItem",), AVAILABILITY),),
    emits=("StockAvailabilityChanged",),
)
SERVICE = Service("inventory", (GET_STOCK, UPDATE_STOCK, ANNOUNCE_AVAILABILITY))
