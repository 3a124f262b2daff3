"""Each body that is a bomb, to each operation that reads one: a problem, never a fault."""

import re
from collections.abc import Iterator, Mapping

import pytest

from haat.manifest import Auth, Endpoint
from infra.cdk.services import discover, functions_of
from tests.contracts.authorization.shop import claims_of
from tests.faults.world import World
from tests.security.bombs.bodies import JSON, LARGEST, NUMBERS, UNREADABLE, Bomb
from tests.support.requests import Response, admin_claims

READING = [one for one in functions_of(discover(), Endpoint) if one.method in ("POST", "PUT")]
OURS = [one for one in READING if one.auth is not Auth.PROVIDER]
COUNTED = (
    b"quantity",
    b"cart_version",
    b"amount_minor",
    b"available",
    b"rating",
    b"rate_ppm",
    b"minimum_minor",
)
each_operation = pytest.mark.parametrize("declared", READING, ids=lambda declared: declared.name)


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A shop without anything."""
    with World() as world:
        yield world


def ask(world: World, declared: Endpoint, body: bytes, headers: Mapping[str, str]) -> Response:
    """A request of whoever may make it."""
    path = dict.fromkeys(re.findall(r"{(\w+)}", declared.path), "x")
    claims = admin_claims() if declared.auth is Auth.STAFF else claims_of("bob")
    sent = {"idempotency-key": "bomb", **headers}
    needed = declared.auth in (Auth.STAFF, Auth.CUSTOMER)
    return world.request(declared, path=path, headers=sent, claims=claims if needed else None, raw=body)


def is_refused(answer: Response, declared: Endpoint, bomb: Bomb) -> bool:
    """As the bomb says; the provider's webhook looks at the signature first, and an order at its holder."""
    if declared.auth is Auth.PROVIDER:
        return answer.status == 400
    if declared.auth is Auth.ORDER_HOLDER:
        return answer.status == 401
    return (answer.status, answer.json["code"]) == (bomb.status, bomb.code)


@each_operation
def test_what_cannot_be_read_is_refused_and_leaves_nothing(world: World, declared: Endpoint) -> None:
    before = world.items()
    answers = {name: ask(world, declared, bomb.body, bomb.headers) for name, bomb in UNREADABLE.items()}
    wrong = {
        name: (answer.status, answer.text[:300])
        for name, answer in answers.items()
        if not is_refused(answer, declared, UNREADABLE[name])
    }
    assert wrong == {}
    assert world.items() == before


@pytest.mark.parametrize("bomb", LARGEST.values(), ids=LARGEST)
def test_as_much_as_the_gateway_lets_through_is_refused_by_its_size(world: World, bomb: Bomb) -> None:
    answer = ask(world, OURS[0], bomb.body, bomb.headers)
    assert (answer.status, answer.json["code"]) == (bomb.status, bomb.code)


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_a_number_of_any_size_is_no_fault_anywhere(world: World, number: bytes) -> None:
    body = b"{" + b", ".join(b'"%b": %b' % (name, number) for name in COUNTED) + b"}"
    answers = {declared.name: ask(world, declared, body, JSON).status for declared in OURS}
    assert [name for name, status in answers.items() if status >= 500] == []
