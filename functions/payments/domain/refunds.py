"""Refunds: money that is due to go back, each part of it once and together never more than came (G14)."""

from dataclasses import dataclass, replace
from enum import StrEnum

from haat.errors import Conflict
from haat.money import Money
from payments.domain.payment import Payment, State, moved
from payments.domain.provider import ProviderRefund
from payments.keys import refund_id_of


class RefundState(StrEnum):
    """Where a refund stands. It only moves down this list."""

    DUE = "due"  # the provider has to be asked, or has not finished
    PAID = "paid"  # the provider has given the money back
    FAILED = "failed"  # it could not, perhaps long after: the amount counts as not refunded


class RefundReason(StrEnum):
    """Why money goes back."""

    CANCELLED = "order_cancelled"
    LATE = "paid_too_late"
    NO_ORDER = "no_order_to_pay"  # it was cancelled meanwhile, or costs something else
    RETURNED = "goods_returned"
    ADMIN = "refunded_by_admin"


@dataclass(frozen=True, slots=True)
class RefundLine:
    """Units of one line of the order whose price goes back. Amounts in minor units."""

    sku: str
    quantity: int
    units: tuple[int, ...]  # which of the line's units, from 0: each goes back once
    amount_minor: int  # what the customer paid for them
    tax_minor: int  # in it
    discount_minor: int


@dataclass(frozen=True, slots=True)
class RefundDraft:
    """What is to go back, and why. The amount is that of the lines and of shipping, where it is by lines."""

    amount_minor: int
    reason: RefundReason
    lines: tuple[RefundLine, ...] = ()
    shipping_minor: int = 0
    shipping_tax_minor: int = 0  # in it


@dataclass(frozen=True, slots=True)
class Refund:
    """One refund of a payment."""

    id: str
    payment_id: str
    order_id: str
    number: int  # from 1, of its payment
    amount: Money
    reason: RefundReason
    created_at: str
    updated_at: str
    lines: tuple[RefundLine, ...] = ()
    shipping_minor: int = 0
    shipping_tax_minor: int = 0
    state: RefundState = RefundState.DUE
    version: int = 1
    attempt: int = 1  # a failure of the provider is repeated under its key: the next takes another
    provider_id: str | None = None
    failure: str | None = None  # the provider's code

    @property
    def key(self) -> str:
        """The provider's idempotency key for giving the money back (G2)."""
        return f"order:{self.order_id}:refund:{self.number}:{self.attempt}"


@dataclass(frozen=True, slots=True)
class RefundTooLarge(Conflict):
    """More cannot be given back than was paid."""

    detail = "{refundable} are left of what was paid; {wanted} were asked for."
    wanted: Money
    refundable: Money


def rest(payment: Payment, reason: RefundReason) -> RefundDraft:
    """All that has not gone back yet; 0 if that is nothing."""
    return RefundDraft(payment.refundable_minor, reason)


def refund_due(payment: Payment, draft: RefundDraft, *, at: str) -> tuple[Payment, Refund] | RefundTooLarge:
    """The payment and its next refund. Raises: ValueError for an amount that is none."""
    if draft.amount_minor <= 0:
        raise ValueError(f"{draft.amount_minor} cannot be refunded")
    currency = payment.amount.currency
    if draft.amount_minor > payment.refundable_minor:
        wanted, left = Money(draft.amount_minor, currency), Money(payment.refundable_minor, currency)
        return RefundTooLarge(wanted, left)
    number, refunded_minor = payment.refunds + 1, payment.refunded_minor + draft.amount_minor
    is_all = refunded_minor == payment.captured_minor and payment.state is not State.REFUNDED
    state = State.REFUND_DUE if is_all else payment.state
    changed = replace(payment, refunds=number, refunded_minor=refunded_minor, state=state)
    refund = Refund(
        id=refund_id_of(payment.id, number),
        payment_id=payment.id,
        order_id=payment.order_id,
        number=number,
        amount=Money(draft.amount_minor, currency),
        reason=draft.reason,
        created_at=at,
        updated_at=at,
        lines=draft.lines,
        shipping_minor=draft.shipping_minor,
        shipping_tax_minor=draft.shipping_tax_minor,
    )
    return moved(changed, at), refund


def came_late(payment: Payment, received_minor: int, *, at: str) -> tuple[Payment, Refund] | None:
    """The payment when its money came after the end: all of it is due to go back (G5). None: not so."""
    if payment.state is not State.CANCELLED:
        return None
    captured = replace(payment, captured_minor=received_minor)
    due = refund_due(captured, rest(captured, RefundReason.LATE), at=at)
    return None if isinstance(due, RefundTooLarge) else due


def refund_paid(
    payment: Payment, refund: Refund, provider_id: str, *, at: str
) -> tuple[Payment, Refund] | None:
    """Both when the provider has given the money back. None: that was not due."""
    if refund.state is not RefundState.DUE:
        return None
    returned_minor = payment.returned_minor + refund.amount.amount_minor
    is_all = payment.state is State.REFUND_DUE and returned_minor == payment.captured_minor
    changed = replace(
        payment, returned_minor=returned_minor, state=State.REFUNDED if is_all else payment.state
    )
    return moved(changed, at), _next(replace(refund, state=RefundState.PAID, provider_id=provider_id), at)


def refund_failed(
    payment: Payment, refund: Refund, told: ProviderRefund, *, at: str
) -> tuple[Payment, Refund] | None:
    """Both when the provider could not give the money back, however late. None: known before."""
    if refund.state is RefundState.FAILED:
        return None
    amount_minor = refund.amount.amount_minor
    had_gone = amount_minor if refund.state is RefundState.PAID else 0
    changed = replace(
        payment,
        refunded_minor=payment.refunded_minor - amount_minor,
        returned_minor=payment.returned_minor - had_gone,
    )
    failed = replace(
        refund,
        state=RefundState.FAILED,
        provider_id=told.id or refund.provider_id,
        failure=told.failure or "unknown",
    )
    return moved(changed, at), _next(failed, at)


def refund_pending(refund: Refund, provider_id: str, *, at: str) -> Refund | None:
    """The refund while the provider is at it, which is no transition. None: known before."""
    if refund.state is not RefundState.DUE or refund.provider_id == provider_id:
        return None
    return _next(replace(refund, provider_id=provider_id), at)


def refund_attempt_failed(refund: Refund, *, at: str) -> Refund:
    """The refund when the provider failed without doing anything: the next attempt has another key."""
    return _next(replace(refund, attempt=refund.attempt + 1), at)


def _next(refund: Refund, at: str) -> Refund:
    return replace(refund, version=refund.version + 1, updated_at=at)
