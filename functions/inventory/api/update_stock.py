"""PUT /api/inventory/update"""

from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from inventory import manifest
from inventory.changing import Changer, Refused
from inventory.update_body import Body, wish_of
from inventory.view import StockLevel


@endpoint(manifest.UPDATE_STOCK)
def handler(
    call: Call[Body], changer: Changer
) -> Answer[StockLevel] | InvalidInput | Refused | AlreadyAnswered:
    """Change the units of a SKU at a warehouse. What orders have reserved or bought stays as it is."""
    wish = wish_of(call.input)
    return wish if isinstance(wish, InvalidInput) else changer.change(call, wish)
