"""What the tests of inventory share; `rights` watches all of them."""

from tests.support.meanwhile import rivals
from tests.support.rights import rights

__all__ = ["rights", "rivals"]
