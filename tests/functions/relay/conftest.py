"""The wire to the bus."""

from tests.support.wire import wire

__all__ = ["wire"]
