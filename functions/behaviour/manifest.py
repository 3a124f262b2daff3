"""The public surface of behaviour: one endpoint."""

from behaviour.keys import BEHAVIOUR, GATE
from haat.grants import Table
from haat.manifest import Auth, Idempotency, Service, endpoint

RECORD_BEHAVIOUR = endpoint(
    "POST",
    "/api/events/behaviour",
    "behaviour.api.record_behaviour",
    auth=Auth.CART_HOLDER,  # anyone; a token counts only beside `consent`
    idempotency=Idempotency.NONE,  # each event has an id of its own
    grants=(Table(("GetItem", "PutItem"), GATE), Table(("PutItem",), BEHAVIOUR)),
    emits=("ProductsViewed", "SearchesPerformed"),
    status=202,
    round_trips=2,
    summary="Tell what a visitor looked at and searched for, up to 50 events at once",
)
SERVICE = Service("behaviour", (RECORD_BEHAVIOUR,))
