"""GET /api/payments/{payment_id}"""

from haat.errors import NotFound
from haat.http import Answer, Call, endpoint
from payments import manifest, view
from payments.store import PaymentStore


@endpoint(manifest.GET_PAYMENT)
def handler(call: Call[None], payments: PaymentStore) -> Answer[view.PaymentView] | NotFound:
    """One payment of the caller."""
    payment = payments.find(call.path["payment_id"])
    if payment is None or not call.holds(payment.order_id, payment.holder_id):
        return NotFound()
    return view.answer(payment)
