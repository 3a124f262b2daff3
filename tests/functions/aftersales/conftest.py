"""What the tests of aftersales share: an order that was paid and shipped."""

import pytest

from orders.domain import Status
from tests.support.gateway import FakeGateway, gateway
from tests.support.machine import machines
from tests.support.meanwhile import rivals
from tests.support.paying import carry, pay_and_confirm
from tests.support.shop import ordered, stock

__all__ = ["gateway", "machines", "rivals"]


@pytest.fixture
def confirmed(table: None, gateway: FakeGateway, machines: object) -> str:
    """The id of a confirmed order: three bowls at 24.00 EUR, a tea at 12.50 EUR, and what shipping costs."""
    stock("bowl", price_minor=2400)
    stock("tea", price_minor=1250)
    order_id = ordered({"bowl": 3, "tea": 1})
    pay_and_confirm(gateway, order_id)
    return order_id


@pytest.fixture
def shipped(confirmed: str) -> str:
    """The same order on its way."""
    carry(confirmed, Status.SHIPPED)
    return confirmed
