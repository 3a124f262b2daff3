"""What tests of notifications share: a shop, and the wire to SES."""

import pytest

from tests.support.wire import wire

__all__ = ["wire"]


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of the shop that writes."""
    monkeypatch.setenv("MAIL_FROM", "shop@haat.example")
    monkeypatch.setenv("SHOP_NAME", "Haat")
    monkeypatch.setenv("SHOP_URL", "https://haat.example")
