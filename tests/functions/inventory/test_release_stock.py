"""POST /api/inventory/release"""

import pytest

from haat import clock
from haat.table.meter import meter
from inventory.domain.holding import State
from inventory.manifest import RELEASE_STOCK
from inventory.store import HoldStore
from inventory.tasks import sweep_stock
from tests.functions.inventory.examples import ledger, received, stored, units
from tests.functions.inventory.holds import ADMIN, OTHER, held, hold_of, release
from tests.support.meanwhile import Rivals
from tests.support.requests import customer_claims

pytestmark = pytest.mark.usefixtures("table")


def test_units_go_back_to_where_they_came_from() -> None:
    stored(available=5)
    hold = held({"A": 2})
    meter.reset()
    answer = release(hold.id)
    assert len(meter.calls) == RELEASE_STOCK.round_trips
    assert (answer.status, answer.json["state"], answer.headers["etag"]) == (200, "released", '"2"')
    assert units() == (5, 0, 0, 0)
    assert [(line.what, line.actor) for line in ledger()] == [("held", "acme"), ("released", "acme")]
    assert received() == 0


@pytest.mark.parametrize("key", [None, "k"])
def test_a_repeat_changes_nothing(key: str | None) -> None:
    stored(available=5)
    hold = held({"A": 2})
    first, again = release(hold.id, key=key), release(hold.id, key=key)
    assert (again.status, again.text) == (200, first.text)
    assert (units(), len(ledger())) == ((5, 0, 0, 0), 2)


def test_somebody_elses_hold_is_not_there_and_neither_is_one_that_never_was() -> None:
    stored(available=5)
    hold = held({"A": 2})
    foreign, absent = release(hold.id, claims=OTHER), release("hold_never")
    assert (foreign.status, absent.status) == (404, 404)
    assert foreign.json == absent.json
    assert units() == (3, 2, 0, 0)


def test_an_admin_ends_any_hold_and_the_ledger_says_who_did() -> None:
    stored(available=5)
    assert release(held({"A": 2}).id, claims=ADMIN).status == 200
    assert units() == (5, 0, 0, 0)
    assert [line.actor for line in ledger()] == ["acme", "admin"]


def test_of_two_who_end_a_hold_at_once_one_gives_its_units_back(rivals: Rivals) -> None:
    stored(available=5)
    hold = held({"A": 2})
    rivals.next(lambda: release(hold.id))
    answer = release(hold.id, claims=ADMIN)
    assert (answer.status, answer.json["state"]) == (200, "released")
    assert (units(), len(ledger())) == ((5, 0, 0, 0), 2)


def test_a_hold_that_the_clock_has_ended_is_as_its_owner_wants_it() -> None:
    stored(available=5)
    hold, now_s = held({"A": 2}, hold_s=60), clock.now_s()
    with clock.set_to(lambda: now_s + 61):
        sweep_stock.handler({}, None)
    assert release(hold.id).json["state"] == "expired"
    assert (units(), len(ledger())) == ((5, 0, 0, 0), 2)


def test_the_clock_ends_no_hold_before_its_time_though_it_may_have_been_listed() -> None:
    stored(available=5)
    hold = held({"A": 2})
    assert not HoldStore().end(hold, State.EXPIRED, "inventory")
    assert hold_of(hold.id).state is State.OPEN


@pytest.mark.parametrize("hold_id", ["", "x" * 65, 7, None])
def test_what_is_not_valid_is_pointed_at(hold_id: object) -> None:
    answer = release(hold_id)
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/hold_id")


def test_a_customer_may_not() -> None:
    for claims in (None, customer_claims(), ADMIN | {"cognito:groups": "[staff]"}):
        assert release("hold_1", claims=claims).status == 403
