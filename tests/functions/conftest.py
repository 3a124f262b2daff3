"""`rights` watches every test of a function."""

from tests.support.rights import rights

__all__ = ["rights"]
