"""What tests of invoices share: a shop."""

import pytest

from tests.support.meanwhile import rivals
from tests.support.wire import wire

__all__ = ["rivals", "wire"]


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seller that stands on every document."""
    monkeypatch.setenv("SHOP_NAME", "Haat")
    monkeypatch.setenv("SELLER_ADDRESS", "Market Street 1, 10115 Berlin, DE")
    monkeypatch.setenv("SELLER_VAT_ID", "DE123456789")
