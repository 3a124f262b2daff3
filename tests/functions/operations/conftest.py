"""What the tests of operations share: rights, and the wire to AWS in memory."""

from tests.support.rights import rights
from tests.support.wire import wire

__all__ = ["rights", "wire"]
