"""What goes back of a payment: all of it, an amount, or units of the order at what they cost."""

from collections.abc import Mapping, Sequence

from aftersales import domain
from haat.errors import FieldError, InvalidInput
from haat.money import Money, charge_step
from orders.participant import Line, Order
from payments.participant import Payment, Refund, RefundDraft, RefundLine, RefundReason, RefundState

Wanted = Mapping[str, int]
"""Units by SKU."""


def all_that_is_left(payment: Payment) -> RefundDraft | InvalidInput:
    """All that has not gone back yet."""
    if payment.refundable_minor == 0:
        return _invalid("", "Nothing is left to refund.")
    return RefundDraft(payment.refundable_minor, RefundReason.ADMIN)


def an_amount(payment: Payment, amount: Money) -> RefundDraft | InvalidInput:
    """An amount of the payment's currency."""
    currency = payment.amount.currency
    if amount.currency != currency:
        return _invalid("/amount/currency", f"The payment is in {currency}.")
    step = charge_step(currency)
    if amount.amount_minor % step:
        return _invalid("/amount/amount_minor", f"Amounts in {currency} are multiples of {step}.")
    return RefundDraft(amount.amount_minor, RefundReason.ADMIN)


def of_the_order(
    order: Order, refunds: Sequence[Refund], wanted: Wanted, *, shipping: bool
) -> RefundDraft | InvalidInput:
    """Units that were not refunded yet, and what shipping cost; or every reason why not."""
    lines, errors = {line.sku: line for line in order.lines}, []
    for place, (sku, quantity) in enumerate(wanted.items()):
        left = domain.left_of(lines[sku], gone(refunds, sku)) if sku in lines else None
        if left is None:
            errors.append(FieldError(f"/lines/{place}/sku", "The order has no such line."))
        elif quantity > left:
            detail = f"Only {left} of {sku} have not been refunded."
            errors.append(FieldError(f"/lines/{place}/quantity", detail))
    if shipping and any(refund.shipping_minor for refund in _counting(refunds)):
        errors.append(FieldError("/shipping", "What shipping cost has been refunded."))
    if errors:
        return InvalidInput(tuple(errors))
    chosen = [_chosen(lines[sku], refunds, quantity) for sku, quantity in wanted.items()]
    drafted = _draft(chosen, shipping_of(order) if shipping else (0, 0), RefundReason.ADMIN)
    return drafted if drafted.amount_minor else _invalid("", "Nothing was paid for this.")


def of_a_return(
    order: Order, payment: Payment, refunds: Sequence[Refund], arrived: Wanted
) -> RefundDraft | None:
    """What was paid for units that have arrived and were not refunded before. None: nothing.

    Where amounts have been given back already, no more than what is left.
    """
    lines = {line.sku: line for line in order.lines}
    drafted = _draft(
        [_chosen(lines[sku], refunds, quantity) for sku, quantity in arrived.items()],
        (0, 0),
        RefundReason.RETURNED,
    )
    if drafted.amount_minor > payment.refundable_minor:
        drafted = RefundDraft(payment.refundable_minor, RefundReason.RETURNED)
    return drafted if drafted.amount_minor else None


def gone(refunds: Sequence[Refund], sku: str) -> set[int]:
    """The units of a SKU whose money has gone back or is due to."""
    lines = [line for refund in _counting(refunds) for line in refund.lines if line.sku == sku]
    return {number for line in lines for number in line.units}


def shipping_of(order: Order) -> tuple[int, int]:
    """What the customer paid for shipping, and the tax in it: what the lines leave of the totals."""
    total_minor = order.totals.total_minor - sum(line.total_minor for line in order.lines)
    return total_minor, order.totals.tax_minor - sum(line.tax_minor for line in order.lines)


def _chosen(line: Line, refunds: Sequence[Refund], quantity: int) -> domain.Units:
    return domain.priced(line, domain.next_units(line, gone(refunds, line.sku), quantity))


def _draft(chosen: Sequence[domain.Units], shipping: tuple[int, int], reason: RefundReason) -> RefundDraft:
    lines = tuple(
        RefundLine(
            sku=units.sku,
            quantity=len(units.numbers),
            units=units.numbers,
            amount_minor=units.amount_minor,
            tax_minor=units.tax_minor,
            discount_minor=units.discount_minor,
        )
        for units in chosen
        if units.numbers
    )
    amount_minor = shipping[0] + sum(line.amount_minor for line in lines)
    return RefundDraft(
        amount_minor, reason, lines, shipping_minor=shipping[0], shipping_tax_minor=shipping[1]
    )


def _counting(refunds: Sequence[Refund]) -> list[Refund]:
    return [refund for refund in refunds if refund.state is not RefundState.FAILED]


def _invalid(pointer: str, detail: str) -> InvalidInput:
    return InvalidInput((FieldError(pointer, detail),))
