"""GET /api/users/second-factor"""

import msgspec

from haat.http import Call, endpoint
from identity.manifests import second_factor
from identity.store.second_factors import SecondFactorStore


class Standing(msgspec.Struct):
    """Whether the caller's logins ask for a code."""

    is_on: bool
    on_since: str | None
    recovery_codes_left: int


@endpoint(second_factor.GET_SECOND_FACTOR)
def handler(call: Call[None], factors: SecondFactorStore) -> Standing:
    """How the caller's second factor stands; of its secret nothing."""
    factor = factors.find(call.customer.id)
    if factor is None or not factor.is_on:
        return Standing(is_on=False, on_since=None, recovery_codes_left=0)
    left = len(factor.recovery_hashes)
    return Standing(is_on=True, on_since=factor.on_since, recovery_codes_left=left)
