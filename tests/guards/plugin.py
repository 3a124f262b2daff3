"""A pytest plugin: `-p tests.guards.plugin --without-guard G3` runs tests with a guard taken out."""

import pytest

from tests.guards import of_payment, of_repair, of_requests, of_writes
from tests.guards.guard import GUARDS

__all__ = ["GUARDS", "of_payment", "of_repair", "of_requests", "of_writes"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option names a guard."""
    parser.addoption("--without-guard", choices=sorted(GUARDS))


@pytest.fixture(autouse=True)
def without_guard(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the guard out while a test runs."""
    name = request.config.getoption("--without-guard")
    if name:
        GUARDS[name].take_out(monkeypatch)
