"""Who may do what: every operation with no token, a wrong role, a stranger's id and an absent one."""

from collections.abc import Iterator

import pytest

from haat.http import order_link
from haat.manifest import Auth
from identity.keys import THROTTLE
from infra.cdk.openapi.document import document
from infra.cdk.services import discover
from tests.contracts.authorization.matrix import ROWS, Row
from tests.contracts.authorization.rows import (
    ENDPOINTS,
    OF_STAFF,
    OF_THE_SHOP,
    OPEN,
    OWNED,
    Things,
    takes_an_id,
)
from tests.contracts.authorization.shop import ABSENT, KEY, claims_of, furnish, partner, request
from tests.faults.aws.engine import Raw
from tests.faults.world import World
from tests.support.requests import admin_claims

each_owned = pytest.mark.parametrize("name", OWNED)


@pytest.fixture(scope="module")
def shop() -> Iterator[tuple[World, Things]]:
    with World() as world:
        yield world, furnish(world)


def test_every_operation_that_takes_an_id_has_its_row() -> None:
    taking = {name for name, declared in ENDPOINTS.items() if takes_an_id(declared)}
    rows = set(OWNED) | set(OF_STAFF) | set(OF_THE_SHOP)
    assert taking == rows | (taking & OPEN), "add it to tests/contracts/authorization/rows.py"


def test_every_operation_of_the_document_has_rows_or_is_open_on_purpose() -> None:
    described = {
        operation["operationId"]
        for methods in document(discover())["paths"].values()
        for operation in methods.values()
    }
    assert described == {row.operation.name for row in ROWS} | OPEN, "add it to OPEN in rows.py"
    assert {ENDPOINTS[name].auth for name in OPEN} == {Auth.PUBLIC}


def test_a_row_is_of_one_kind_and_that_is_what_its_endpoint_demands() -> None:
    kinds = (OWNED, OF_STAFF, OF_THE_SHOP, OPEN)
    assert sum(map(len, kinds)) == len(set().union(*kinds))
    assert {ENDPOINTS[name].auth for name in OF_THE_SHOP} == {Auth.CUSTOMER}
    assert {ENDPOINTS[name].auth for name in OF_STAFF} == {Auth.STAFF}
    assert Auth.PUBLIC not in {ENDPOINTS[name].auth for name in OWNED}


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_has_not_the_right_gets_nothing_and_changes_nothing(shop: tuple[World, Things], row: Row) -> None:
    (world, things), declared, caller = shop, row.operation, row.caller
    before = world.items()
    path = {name: value for name, value in {**ABSENT, **things}.items() if f"{{{name}}}" in declared.path}
    answer = world.request(declared, {}, path=path, headers=KEY | dict(caller.headers), claims=caller.claims)
    assert answer.status in (400, 401, 403) if declared.auth is Auth.PROVIDER else (401, 403)
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


def kept(world: World) -> list[Raw]:
    """The table but for counts of looks at a password, which are taken before anything is looked up."""
    return [item for item in world.items() if not item["pk"]["S"].startswith(THROTTLE.prefix)]


@pytest.mark.parametrize("name", OF_THE_SHOP)
def test_customers_are_told_that_there_is_nothing(shop: tuple[World, Things], name: str) -> None:
    world, _ = shop
    before = kept(world)
    assert request(world, ENDPOINTS[name], ABSENT, claims_of("bob")).status == 404
    assert kept(world) == before
