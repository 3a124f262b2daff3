"""What the tests of checkout share: a shop with stock; `rights` watches all of them."""

import pytest

from tests.support.gateway import gateway
from tests.support.machine import machines
from tests.support.meanwhile import rivals
from tests.support.provider import provider
from tests.support.rights import rights
from tests.support.shop import stock

__all__ = ["gateway", "machines", "provider", "rights", "rivals", "shop"]


@pytest.fixture
def shop(table: None) -> None:
    """Ten bowls, ten teas and two lamps on the shelf."""
    stock("bowl", price_minor=2400)
    stock("tea", price_minor=1250)
    stock("lamp", price_minor=8900, available=2)
