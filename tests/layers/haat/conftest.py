"""The wire between botocore and AWS in memory."""

from tests.support.wire import wire

__all__ = ["wire"]
