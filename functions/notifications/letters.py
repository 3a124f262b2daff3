"""The words of every mail about an order."""

from datetime import datetime

from haat.money import Money
from haat.totals import TaxPart
from notifications.domain import Decline, Letter, Order
from notifications.shop import Shop

CANCEL_REASONS = {
    "cancelled_by_customer": "You cancelled it",
    "cancelled_by_admin": "The shop cancelled it",
    "payment_declined": "The payment was declined",
    "payment_not_received_in_time": "The payment did not arrive in time",
    "payment_does_not_match": "The payment did not match the order",
}
OTHER_CANCEL_REASON = "It could not be completed"

# Codes of the payment provider that a customer can act on; nobody is told about the others in detail.
DECLINE_REASONS = {
    "authentication_required": "Your bank wants you to confirm the payment",
    "expired_card": "The card has expired",
    "incorrect_cvc": "The security code was not right",
    "incorrect_number": "The card number was not right",
    "insufficient_funds": "There was not enough money on the account",
    "payment_intent_authentication_failure": "The payment was not confirmed with your bank",
}
OTHER_DECLINE_REASON = "Your bank did not accept the payment"


def sums(order: Order) -> tuple[tuple[str, Money], ...]:
    """From what the lines cost to what is paid; a discount or a tax that there is none of is not told."""
    totals = order.totals
    rows = [("Items", totals.items_minor)]
    if totals.discount_minor:
        rows.append(("Discount", -totals.discount_minor))
    rows.append(("Shipping", totals.shipping_minor))
    taxes = [(_tax_label(part, included=totals.tax_included), part.tax_minor) for part in totals.taxes]
    total = ("Total", totals.total_minor)
    rows += [total, *taxes] if totals.tax_included else [*taxes, total]
    return tuple((label, Money(amount_minor, order.currency)) for label, amount_minor in rows)


def _tax_label(part: TaxPart, *, included: bool) -> str:
    """ "of which VAT, 19 %"."""
    percent = f"{part.rate_ppm / 10_000:.4f}".rstrip("0").rstrip(".")
    return f"{'of which ' if included else ''}{part.name}, {percent} %"


def order_confirmed(order: Order, shop: Shop) -> Letter:
    """The order is paid."""
    return Letter(
        to=order.email,
        subject=f"{shop.name}: order {order.number} is confirmed",
        heading="Thank you for your order",
        paragraphs=("Your payment has arrived, and we are getting your parcel ready.",),
        facts=(("Order", order.number),),
        lines=order.lines,
        sums=sums(order),
        link_label="See your order",
        link=shop.order_page(order.id, order.customer_id),
        closing=closing(shop),
    )


def order_cancelled(order: Order, shop: Shop) -> Letter:
    """There is no order any more."""
    return Letter(
        to=order.email,
        subject=f"{shop.name}: order {order.number} is cancelled",
        heading="Your order is cancelled",
        paragraphs=(
            "Nothing will be sent to you.",
            "If you have paid, the whole amount goes back the way it came; your bank may take some days.",
        ),
        facts=(
            ("Order", order.number),
            ("Reason", CANCEL_REASONS.get(order.cancel_reason or "", OTHER_CANCEL_REASON)),
        ),
        lines=order.lines,
        sums=sums(order),
        link_label="See your order",
        link=shop.order_page(order.id, order.customer_id),
        closing=closing(shop),
    )


def payment_failed(decline: Decline, shop: Shop) -> Letter:
    """The order waits for another payment."""
    return Letter(
        to=decline.email,
        subject=f"{shop.name}: your payment did not go through",
        heading="Your payment did not go through",
        paragraphs=(
            "Nothing was charged. We keep your order for you, and you can pay again, with another card too.",
        ),
        facts=(
            ("Amount", str(decline.amount)),
            ("Reason", DECLINE_REASONS.get(decline.reason, OTHER_DECLINE_REASON)),
            ("Pay before", moment(decline.hold_until)),
        ),
        lines=(),
        sums=(),
        link_label="Pay your order",
        link=shop.order_page(decline.order_id, decline.customer_id),
        closing=closing(shop),
    )


def moment(time: str) -> str:
    """A time as people write it: "2026-11-22T09:30:00Z" is "22 November 2026, 09:30 UTC"."""
    at = datetime.fromisoformat(time)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def closing(shop: Shop) -> str:
    """Why somebody gets a mail about an order."""
    return f"You get this mail because somebody ordered at {shop.name} with this address."
