"""What the tests of the audit log share; `rights` watches all of them."""

from tests.support.rights import rights

__all__ = ["rights"]
