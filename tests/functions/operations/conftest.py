"""What the tests of operations share: the wire to AWS in memory."""

from tests.support.wire import wire

__all__ = ["wire"]
