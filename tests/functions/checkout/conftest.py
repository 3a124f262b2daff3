"""What the tests of checkout share: a shop with stock."""

from collections.abc import Iterator

import pytest

from infra.local.payments import Provider
from tests.support.audit import audit
from tests.support.crash import Killed, die
from tests.support.gateway import gateway
from tests.support.journey import Journey
from tests.support.machine import Machines, machines
from tests.support.meanwhile import rivals
from tests.support.provider import provider
from tests.support.shop import fill_cart, ordered, place, stock
from tests.support.table import ids_of

__all__ = ["gateway", "machines", "provider", "rivals", "shop"]


@pytest.fixture
def shop(table: None) -> None:
    """Ten bowls, ten teas and two lamps on the shelf."""
    stock("bowl", price_minor=2400)
    stock("tea", price_minor=1250)
    stock("lamp", price_minor=8900, available=2)


@pytest.fixture
def journey(shop: None, provider: Provider, machines: Machines) -> Iterator[Journey]:
    """At the end whatever is due has been paid, and everything adds up."""
    journey = Journey(provider, machines)
    with journey.clock():
        yield journey
        journey.webhooks()
        journey.relay()
        audit(provider, {"bowl": 10, "tea": 10, "lamp": 2})


@pytest.fixture
def order_id(journey: Journey) -> str:
    """An order whose saga has started."""
    placed = ordered({"bowl": 2, "tea": 1})
    journey.relay()
    return placed


def pay(journey: Journey, order_id: str, method: str = "pm_card_visa") -> None:
    """The customer pays, and the provider tells of it."""
    journey.pay(order_id, method)
    journey.webhooks()


def placing_dies(journey: Journey, monkeypatch: pytest.MonkeyPatch, where: type, call: str) -> str:
    """The id of an order whose placing died there; its customer never comes back."""
    with monkeypatch.context() as patch:
        patch.setattr(where, call, lambda *_: die())
        with pytest.raises(Killed):
            place(fill_cart({"bowl": 2, "tea": 1}))
    (order_id,) = ids_of("ORDER#")
    journey.relay()
    return order_id
