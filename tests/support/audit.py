"""Whether everything adds up: stock, money and orders, by their rows and by the provider's own ledger."""

from collections import Counter
from collections.abc import Mapping

from haat.table.sku import SkuItem
from infra.local.payments import Provider
from infra.local.payments.intents import PAYABLE
from orders.domain import Order, Status
from orders.keys import ORDER
from payments.domain import State
from tests.support.events import emitted
from tests.support.shop import order_of, payment_of
from tests.support.table import ids_of, items

PAID = (Status.CONFIRMED, Status.SHIPPED, Status.DELIVERED)


def audit(provider: Provider, received: Mapping[str, int]) -> None:
    """I1–I5, I7, I9 and I12 hold, everything being quiet."""
    orders = [order_of(order_id) for order_id in ids_of("ORDER#")]
    _stock(orders, received)
    _money(provider, orders)
    for order in orders:
        _order(provider, order)


def _stock(orders: list[Order], received: Mapping[str, int]) -> None:
    held, sold = _units(orders, (Status.PENDING,)), _units(orders, PAID)
    for row in items(SkuItem):
        units = (row.available, row.reserved, row.sold, row.damaged)
        assert min(units) >= 0, row.sku
        assert sum(units) == received[row.sku], row.sku
        assert (row.reserved, row.sold) == (held[row.sku], sold[row.sku]), row.sku


def _units(orders: list[Order], statuses: tuple[Status, ...]) -> Counter[str]:
    lines = [line for order in orders if order.status in statuses for line in order.lines]
    return sum((Counter({line.sku: line.quantity}) for line in lines), Counter[str]())


def _money(provider: Provider, orders: list[Order]) -> None:
    """Everybody's together, and no refund beyond what was captured."""
    charges = list(provider.state.ledger.charges)
    assert all(0 <= charge.amount_refunded <= charge.amount_captured for charge in charges)
    kept_minor = sum(charge.amount_captured - charge.amount_refunded for charge in charges)
    assert kept_minor == sum(order.total.amount_minor for order in orders if order.status in PAID)


def _order(provider: Provider, order: Order) -> None:
    payment = payment_of(order.id)
    intents = [i for i in provider.state.ledger.intents if i.metadata.get("order_id") == order.id]
    totals = order.totals
    shipping_tax_minor = totals.tax_minor - sum(line.tax_minor for line in order.lines)
    shipping_minor = totals.shipping_minor + (0 if totals.tax_included else shipping_tax_minor)
    assert order.total.amount_minor == shipping_minor + sum(line.total_minor for line in order.lines)
    assert payment.amount == order.total
    assert [event.sequence for event in emitted(ORDER, order.id)] == list(range(1, order.version + 1))
    if order.status in PAID:
        assert payment.state is State.SUCCEEDED
        assert [intent.status for intent in intents] == ["succeeded"]
    if order.status is not Status.PENDING:
        assert not [intent for intent in intents if intent.status in PAYABLE]
    if order.status is Status.CANCELLED:
        assert payment.state in (State.CANCELLED, State.REFUNDED)
