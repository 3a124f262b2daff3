"""The words of every mail about goods that come back and money that goes back."""

from haat.order_number import number_of
from notifications.domain import Kind, Letter, Refund, Return
from notifications.letters import closing, moment
from notifications.shop import Shop

REFUND_REASONS = {
    "order_cancelled": "The order was cancelled",
    "paid_too_late": "The payment came after the order was closed",
    "no_order_to_pay": "There was no order left to be paid",
    "goods_returned": "You sent something back",
    "refunded_by_admin": "The shop gives it back",
}
OTHER_REFUND_REASON = "The shop gives it back"
NOTHING_LEFT = "There was nothing left of the payment to give back."
MONEY_COMES = "Your money goes back the way it came; your bank may take some days."


def refund_paid(refund: Refund, shop: Shop) -> Letter:
    """Money is on its way back."""
    number = number_of(refund.order_id)
    return Letter(
        to=refund.email,
        subject=f"{shop.name}: refund {refund.number} of order {number}",
        heading="Your money is on its way back",
        paragraphs=("It goes the way it came; your bank may take some days.",),
        facts=(
            ("Order", number),
            ("Amount", str(refund.amount)),
            ("Reason", REFUND_REASONS.get(refund.reason, OTHER_REFUND_REASON)),
        ),
        lines=(),
        sums=(),
        link_label="See your order",
        link=shop.order_page(refund.order_id, refund.customer_id),
        closing=closing(shop),
    )


def return_moved(kind: Kind, about: Return, shop: Shop) -> Letter:
    """Something has happened to a return: it is approved, rejected or here."""
    number = number_of(about.order_id)
    heading, words = _words(kind, about)
    goods = ", ".join(f"{line.quantity} × {line.sku}" for line in about.lines)
    until = (("Send it before", moment(about.deadline)),) if about.deadline else ()
    return Letter(
        to=about.email,
        subject=f"{shop.name}: {heading.lower()} (order {number}, return {about.number})",
        heading=heading,
        paragraphs=(words,),
        facts=(("Order", number), ("Return", str(about.number)), ("Goods", goods), *until),
        lines=(),
        sums=(),
        link_label="See your order",
        link=shop.order_page(about.order_id, about.customer_id),
        closing=closing(shop),
    )


def _words(kind: Kind, about: Return) -> tuple[str, str]:
    """Heading and text."""
    match kind:
        case Kind.RETURN_APPROVED:
            return (
                "Your return is approved",
                "Send the goods to us; then the money goes back.",
            )
        case Kind.RETURN_REJECTED:
            return "Your return is not accepted", "Please send nothing. Write to us if this is a mistake."
        case _:
            return "Your return has arrived", MONEY_COMES if about.refund_id else NOTHING_LEFT
