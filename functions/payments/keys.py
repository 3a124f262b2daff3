"""Keys of payments."""

from haat.grants import KeySpace

PAYMENT = KeySpace("PAYMENT#")  # a payment and its events

PAYMENT_SORT = "PAYMENT"

PROVIDER_EVENTS = "payments.webhook"  # consumer name of the markers of the provider's events


def payment_id_of(order_id: str) -> str:
    """An order has one payment, whose id follows from its own: "ord_x" → "pay_x"."""
    return f"pay_{order_id.partition('_')[2]}"
