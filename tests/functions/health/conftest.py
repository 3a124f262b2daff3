"""The wire to the dependencies."""

from tests.support.wire import wire

__all__ = ["wire"]
