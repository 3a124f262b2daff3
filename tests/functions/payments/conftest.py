"""What the tests of payments share."""

from tests.support.gateway import gateway
from tests.support.machine import machines
from tests.support.meanwhile import rivals
from tests.support.provider import provider

__all__ = ["gateway", "machines", "provider", "rivals"]
