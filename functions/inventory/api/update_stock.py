"""PUT /api/inventory/update"""

from haat.errors import InvalidInput
from haat.http import Answer, Call, endpoint
from haat.http.once import AlreadyAnswered
from inventory import manifest
from inventory.changing import Changer, Refused
from inventory.domain.adjusting import StockChanged
from inventory.update_body import Body, wish_of
from inventory.view import StockLevel

ATTEMPTS = 5  # against orders that move units of the same row


@endpoint(manifest.UPDATE_STOCK)
def handler(
    call: Call[Body], changer: Changer
) -> Answer[StockLevel] | InvalidInput | Refused | AlreadyAnswered:
    """Change the units of a SKU at a warehouse. What orders have reserved or bought stays as it is."""
    wish = wish_of(call.input)
    if isinstance(wish, InvalidInput):
        return wish
    outcome = changer.attempt(call, wish)
    for _ in range(ATTEMPTS - 1):
        if not isinstance(outcome, StockChanged) or call.input.version is not None:
            break
        outcome = changer.attempt(call, wish)
    return outcome
