"""What the tests of the auditor share."""

from tests.support.provider import provider

__all__ = ["provider"]
