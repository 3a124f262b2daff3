"""What made others slow, and what wedged them."""

import pytest

from haat.manifest import Endpoint, Reaction
from haat.table.meter import meter
from infra.cdk.services import discover, functions_of
from infra.cdk.stacks import workflow
from tests.functions.cart.support import Shopper
from tests.scenarios.sources import source
from tests.support.gateway import FakeGateway
from tests.support.shop import fill_cart, place

ROUND_TRIPS_MAX = {"checkout.api.place_order": 4, "cart.api.add_item": 2}


@source("saleor #14857")
def test_a_checkout_takes_four_round_trips(shop: None, gateway: FakeGateway, machines: None) -> None:
    """There it took some 230 queries."""
    version = fill_cart({"bowl": 2, "tea": 1, "lamp": 1})

    assert place(version).status == 201

    mine = [call for call in meter.calls if call != "dynamodb.Query"]  # revoked sessions, once in 30 s
    assert len(mine) == ROUND_TRIPS_MAX["checkout.api.place_order"]


@source("medusa #10751", "medusa #11896")
def test_putting_something_into_a_cart_takes_two_round_trips(shop: None) -> None:
    """There it took ten seconds, and three prices took five to nine."""
    shopper = Shopper()
    for sku in ("bowl", "tea", "lamp"):
        shopper.add(sku)
        assert len(meter.calls) == ROUND_TRIPS_MAX["cart.api.add_item"]


def test_the_budgets_of_both_are_the_declared_ones() -> None:
    declared = {one.module: one.round_trips for one in functions_of(discover(), Endpoint)}
    assert {module: declared[module] for module in ROUND_TRIPS_MAX} == ROUND_TRIPS_MAX


@source("vendure #5167")
@pytest.mark.parametrize(
    "declared", list(functions_of(discover(), Reaction)), ids=lambda declared: str(declared.name)
)
def test_every_consumer_reports_what_failed_alone(declared: Reaction) -> None:
    """There one failing update wedged the queue. That each has a dead-letter queue, and that Lambda is told
    to read the report, tests/infra/cdk/test_consumers.py holds against the template."""
    import importlib

    handler = importlib.import_module(declared.module).handler
    poison = {"messageId": "poison", "body": '{"detail": {"id": 1}}'}

    assert handler({"Records": [poison]}, None) == {"batchItemFailures": [{"itemIdentifier": "poison"}]}


@source("aws-serverless-airline-booking")
@pytest.mark.parametrize("machine", sorted(workflow.machines()))
def test_every_task_of_a_saga_has_a_deadline_a_retry_and_an_end_that_undoes_nothing_on_a_guess(
    machine: str,
) -> None:
    """There the payment step had neither, and its catch cancelled without a refund."""
    states = workflow.definition(workflow.machines()[machine])["States"]
    tasks = [state for state in states.values() if state["Type"] == "Task"]
    assert tasks
    for state in tasks:
        assert {"TimeoutSeconds", "Retry", "Catch"} <= state.keys()
        assert state["Catch"][-1]["ErrorEquals"] == ["States.ALL"]
        caught = states[state["Catch"][-1]["Next"]]
        # Parked at once; or after a last step that writes down that it failed, and which always parks.
        if caught in tasks:
            assert caught["Next"] == caught["Catch"][-1]["Next"] == "Parked"
        else:
            assert caught == states["Parked"]
    assert states["Parked"]["Type"] == "Fail"
