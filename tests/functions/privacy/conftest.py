"""`rights` watches every test."""

from tests.support.rights import rights

__all__ = ["rights"]
