"""Who may do what: every operation with no token, a wrong role, a stranger's id and an absent one."""

from collections.abc import Iterator, Mapping

import pytest

from haat.http import order_link
from haat.manifest import Auth, Endpoint
from haat.permissions import Role, permitted
from tests.contracts.authorization.rows import (
    ENDPOINTS,
    OF_STAFF,
    OF_THE_SHOP,
    OWNED,
    PUBLIC,
    Things,
    takes_an_id,
)
from tests.contracts.authorization.shop import ABSENT, KEY, Claims, claims_of, furnish, partner, request
from tests.faults.world import World
from tests.support.requests import admin_claims, staff_claims

# The claims that an endpoint must refuse; None: no token at all, which the gateway stops where it verifies.
REFUSED: Mapping[Auth, tuple[Claims | None, ...]] = {
    Auth.STAFF: (None, claims_of("bob")),
    Auth.CUSTOMER: (None, admin_claims(), partner("acme")),
    Auth.ORDER_HOLDER: (None, admin_claims(), partner("acme")),
    Auth.CART_HOLDER: (admin_claims(), partner("acme")),
}


def refused(declared: Endpoint) -> list[Claims | None]:
    """Claims that the endpoint must refuse, those of each role without its permission among them."""
    roles = [role for role in Role if not permitted([role], declared.permission)]
    of_staff = [staff_claims(role) for role in roles] if declared.auth is Auth.STAFF else []
    return [*REFUSED[declared.auth], *of_staff]


guarded = [name for name, declared in ENDPOINTS.items() if declared.auth in REFUSED]
each_guarded = pytest.mark.parametrize("name", guarded)
each_owned = pytest.mark.parametrize("name", OWNED)


@pytest.fixture(scope="module")
def shop() -> Iterator[tuple[World, Things]]:
    with World() as world:
        yield world, furnish(world)


def test_every_operation_that_takes_an_id_has_its_row() -> None:
    taking = {name for name, declared in ENDPOINTS.items() if takes_an_id(declared)}
    rows = set(OWNED) | set(OF_STAFF) | set(OF_THE_SHOP) | PUBLIC
    assert taking == rows, "add it to tests/contracts/authorization/rows.py"


def test_a_row_is_of_one_kind_and_that_is_what_its_endpoint_demands() -> None:
    kinds = (OWNED, OF_STAFF, OF_THE_SHOP, PUBLIC)
    assert sum(map(len, kinds)) == len(set().union(*kinds))
    assert {ENDPOINTS[name].auth for name in OF_THE_SHOP} == {Auth.CUSTOMER}
    assert {ENDPOINTS[name].auth for name in OF_STAFF} == {Auth.STAFF}
    assert {ENDPOINTS[name].auth for name in PUBLIC} == {Auth.PUBLIC}
    assert Auth.PUBLIC not in {ENDPOINTS[name].auth for name in OWNED}


@each_guarded
def test_no_token_and_a_wrong_role_get_nothing_and_change_nothing(
    shop: tuple[World, Things], name: str
) -> None:
    (world, things), declared = shop, ENDPOINTS[name]
    before = world.items()
    path = {name: value for name, value in {**ABSENT, **things}.items() if f"{{{name}}}" in declared.path}
    for claims in refused(declared):
        answer = world.request(declared, {}, path=path, headers=KEY, claims=claims)
        assert answer.status in (401, 403), claims
    assert world.items() == before


@each_owned
def test_a_strangers_id_is_answered_as_one_that_never_was(shop: tuple[World, Things], name: str) -> None:
    (world, things), declared = shop, ENDPOINTS[name]
    stranger = partner("other") if declared.auth is Auth.STAFF else claims_of("bob")
    before = world.items()
    foreign = request(world, declared, things, stranger)
    absent = request(world, declared, ABSENT, stranger)
    assert (foreign.status, foreign.text, foreign.headers) == (404, absent.text, absent.headers)
    assert world.items() == before


@pytest.mark.parametrize("name", [name for name in OWNED if ENDPOINTS[name].auth is Auth.ORDER_HOLDER])
def test_the_link_to_another_order_opens_nothing(shop: tuple[World, Things], name: str) -> None:
    world, things = shop
    answer = request(world, ENDPOINTS[name], things, None, order_link.token_of("ord_another"))
    assert answer.status == 404


@pytest.mark.parametrize("name", OF_STAFF)
def test_staff_are_told_that_there_is_nothing(shop: tuple[World, Things], name: str) -> None:
    world, _ = shop
    before = world.items()
    assert request(world, ENDPOINTS[name], ABSENT, admin_claims()).status == 404
    assert world.items() == before


@pytest.mark.parametrize("name", OF_THE_SHOP)
def test_customers_are_told_that_there_is_nothing(shop: tuple[World, Things], name: str) -> None:
    world, _ = shop
    before = world.items()
    assert request(world, ENDPOINTS[name], ABSENT, claims_of("bob")).status == 404
    assert world.items() == before
