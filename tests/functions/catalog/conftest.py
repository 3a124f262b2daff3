"""What the tests of catalog's endpoints share: each test has processes of its own."""

import pytest

from catalog.api import create_product, replace_product


@pytest.fixture(autouse=True)
def cold_start() -> None:
    """Forget what a handler remembers between calls, such as the categories it has seen."""
    for handler in (create_product.handler, replace_product.handler):
        vars(handler).pop("_dependencies", None)
