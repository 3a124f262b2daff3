"""Whose a thing is gets at it: so what the matrix refuses is refused for its caller, and not for its form."""

import pytest

from haat.manifest import Auth
from tests.contracts.authorization.rows import ENDPOINTS, OWNED
from tests.contracts.authorization.shop import claims_of, furnish, partner, request
from tests.faults.world import World


@pytest.mark.parametrize("name", OWNED)
def test_the_owner_is_not_told_that_there_is_nothing(name: str) -> None:
    declared = ENDPOINTS[name]
    owner = partner("acme") if declared.auth is Auth.STAFF else claims_of("ada")
    with World() as world:
        assert request(world, declared, furnish(world), owner).status not in (400, 401, 403, 404, 422)
