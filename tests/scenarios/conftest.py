"""What the scenarios share with the tests of checkout; `told` holds every case against the sources."""

from tests.functions.checkout.conftest import journey, order_id, shop
from tests.support.gateway import gateway
from tests.support.machine import machines
from tests.support.meanwhile import rivals
from tests.support.provider import provider

__all__ = ["gateway", "journey", "machines", "order_id", "provider", "rivals", "shop"]
