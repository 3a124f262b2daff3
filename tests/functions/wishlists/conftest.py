"""What the tests of wishlists share: SKUs on sale."""

import pytest

from tests.support.meanwhile import rivals
from tests.support.shop import stock
from wishlists import changing

__all__ = ["rivals", "shop"]


@pytest.fixture
def shop(table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bowls and teas are on sale; lamps are sold out."""
    monkeypatch.setattr(changing, "BACKOFF_BASE_S", 0)
    stock("bowl", price_minor=2400)
    stock("tea", price_minor=1250)
    stock("lamp", price_minor=8900, available=0)
