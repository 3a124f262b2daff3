"""One stack for all the tests that go over HTTP."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.client import Client
from infra.local.layout import Layout
from tests.e2e.staging import deployed, free_layout
from tests.e2e.world import World


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is marked e2e."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(autouse=True)
def environment(layout: Layout) -> None:
    """In place of the unit tests' environment: these tests talk to their stack."""
    os.environ.update(layout.environment)


@pytest.fixture(scope="session")
def layout() -> Layout:
    """Free ports, and a folder that no other stack uses."""
    return free_layout()


@pytest.fixture(scope="session")
def world(layout: Layout) -> Iterator[World]:
    """The stack with a small shop in it."""
    with deployed(layout) as world:
        yield world


@pytest.fixture(scope="session")
def api(world: World) -> Client:
    """The shop's public API; every answer is held against the OpenAPI document."""
    return world.api
