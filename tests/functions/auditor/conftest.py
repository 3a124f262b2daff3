"""What the tests of the auditor share; `rights` watches all of them."""

from tests.support.provider import provider
from tests.support.rights import rights

__all__ = ["provider", "rights"]
