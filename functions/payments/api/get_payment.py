"""GET /api/payments/{payment_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from payments import manifest, view
from payments.store import PaymentStore


@endpoint(manifest.GET_PAYMENT)
def handler(call: Call[None], payments: PaymentStore) -> Answer[view.PaymentView] | NotFound:
    """One payment of the caller, with what went back of it."""
    found = payments.with_refunds(call.path["payment_id"])
    if found is None or not call.holds(found[0].order_id, found[0].holder_id):
        return NotFound()
    return view.answer(*found)
