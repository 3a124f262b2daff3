"""What the tests of settings share; `rights` watches all of them."""

from tests.support.rights import rights

__all__ = ["rights"]
