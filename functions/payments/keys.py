"""Keys of payments."""

from zlib import crc32

from haat.grants import KeySpace

PAYMENT = KeySpace("PAYMENT#")  # a payment, its refunds and disputes, and their events
PAYMENTS_DUE = KeySpace("PAYMENTS_DUE#")  # index: what still has to happen, by when somebody should look

PAYMENT_SORT = "PAYMENT"
REFUND_SORT = "REFUND#"
REFUND_SORT_END = "REFUND$"  # sorts behind every refund
DISPUTE_SORT = "DISPUTE#"
DUE_PARTITIONS = 8

PROVIDER_EVENTS = "payments.webhook"  # consumer name of the markers of the provider's events
DECLINES = "payments.declines"  # and of those of its declined charges


def payment_id_of(order_id: str) -> str:
    """An order has one payment, whose id follows from its own: "ord_x" → "pay_x"."""
    return f"pay_{order_id.partition('_')[2]}"


def refund_id_of(payment_id: str, number: int) -> str:
    """A refund's id says whose it is: "pay_x" and 2 → "ref_x_2"."""
    return f"ref_{payment_id.partition('_')[2]}_{number}"


def place_of(refund_id: str) -> tuple[str, int] | None:
    """Payment and number of a refund: "ref_x_2" → ("pay_x", 2). None for what is no such id."""
    prefix, _, rest = refund_id.partition("_")
    tail, _, number = rest.rpartition("_")
    return (f"pay_{tail}", int(number)) if prefix == "ref" and tail and _is_number(number) else None


def refund_sort(number: int) -> str:
    """The sort key of a refund: fixed width, so that they sort by number."""
    return f"{REFUND_SORT}{number:04d}"


def due_partition(payment_id: str) -> str:
    """The part of the index in which a payment and its refunds wait."""
    return PAYMENTS_DUE.key(crc32(payment_id.encode()) % DUE_PARTITIONS)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len("9999")
