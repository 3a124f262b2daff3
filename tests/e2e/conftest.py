"""A whole stack, deployed by CDK on free ports, for the tests that go over HTTP."""

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import shopfront, stack
from infra.local.client import Client
from infra.local.layout import EMULATOR_OFFSET, PAYMENTS_OFFSET, ROOT, Layout
from infra.local.shop.catalogue import demo_shop
from tests.e2e.world import World

PORTS = range(20080, 20980, 10)
HOLD_S = "20"  # so that an order can be seen to expire
PRODUCTS = 12


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
    port = next(port for port in PORTS if _free(port))
    return Layout(port, ROOT / ".haat" / f"e2e-{port}", {"hold_s": HOLD_S})


@pytest.fixture(scope="session")
def world(layout: Layout) -> Iterator[World]:
    """The stack with a small shop in it."""
    before = dict(os.environ)
    shutil.rmtree(layout.home, ignore_errors=True)
    made = stack.start(layout, print)
    try:
        shopfront.fill(layout, demo_shop().products[:PRODUCTS], PRODUCTS)
        yield World(layout)
    finally:
        stack.stop(made)
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="session")
def api(world: World) -> Client:
    """The shop's public API; every answer is held against the OpenAPI document."""
    return world.api


def _free(port: int) -> bool:
    for candidate in (port, port + EMULATOR_OFFSET, port + PAYMENTS_OFFSET):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                return False
    return True
