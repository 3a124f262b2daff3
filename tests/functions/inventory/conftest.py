"""What the tests of inventory share."""

from tests.support.meanwhile import rivals

__all__ = ["rivals"]
