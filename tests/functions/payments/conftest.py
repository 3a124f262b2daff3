"""What the tests of payments share; `rights` watches all of them."""

from tests.support.gateway import gateway
from tests.support.machine import machines
from tests.support.meanwhile import rivals
from tests.support.provider import provider
from tests.support.rights import rights

__all__ = ["gateway", "machines", "provider", "rights", "rivals"]
