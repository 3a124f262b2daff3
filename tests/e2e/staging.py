"""A whole stack, deployed by CDK on free ports, with a small shop in it."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from infra.local import shopfront, stack
from infra.local.layout import EMULATOR_OFFSET, PAYMENTS_OFFSET, ROOT, Layout
from infra.local.shop.catalogue import demo_shop
from tests.e2e.world import World

PORTS = range(20080, 20980, 10)
HOLD_S = "20"  # so that an order can be seen to expire
PRODUCTS = 12


def free_layout() -> Layout:
    """Free ports, and a folder that no other stack uses."""
    port = next(port for port in PORTS if _free(port))
    return Layout(port, ROOT / ".haat" / f"e2e-{port}", {"hold_s": HOLD_S})


@contextmanager
def deployed(layout: Layout) -> Iterator[World]:
    """The stack; this process talks to its AWS meanwhile."""
    before = dict(os.environ)
    os.environ.update(layout.environment)
    shutil.rmtree(layout.home, ignore_errors=True)
    made = stack.start(layout, print)
    try:
        shopfront.fill(layout, demo_shop().products[:PRODUCTS], PRODUCTS)
        yield World(layout)
    finally:
        stack.stop(made)
        os.environ.clear()
        os.environ.update(before)


def _free(port: int) -> bool:
    for candidate in (port, port + EMULATOR_OFFSET, port + PAYMENTS_OFFSET):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", candidate))
            except OSError:
                return False
    return True
