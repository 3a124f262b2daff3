"""A simulated day of a whole shop: what the dashboard shows is what its orders and payments add up to."""

from typing import Any

from figures import manifest
from inventory import manifest as inventory
from tests.faults.people import DECLINED
from tests.faults.world import FIGURES, World
from tests.support.requests import admin_claims


def play(world: World) -> None:
    """Two orders are paid, one of them after a decline and with a refund; one is cancelled, one expires."""
    world.stock("bowl", 20)
    ada, bob = world.customer("ada"), world.customer("bob")
    first = ada.buy({"bowl": 2})
    ada.pay(first, DECLINED)
    world.advance(5)
    ada.pay(first)
    second = bob.buy({"bowl": 1})
    bob.pay(second)
    world.advance(30)
    world.admin.refund(first, {"amount": {"amount_minor": 100, "currency": "EUR"}})
    third = ada.buy({"bowl": 3})
    world.admin.move(third, "cancelled")
    bob.buy({"bowl": 4})
    world.run_until_quiet()


def reckoned(world: World) -> dict[str, Any]:
    """From raw items."""
    rows = world.items()
    orders = [row for row in rows if row["kind"] == {"S": "order"}]
    paid = [row for row in orders if row["status"]["S"] in ("confirmed", "shipped", "delivered")]
    payments = [row for row in rows if row["kind"] == {"S": "payment"}]
    reasons = [row["cancel_reason"]["S"] for row in orders if "cancel_reason" in row]
    return {
        "checkouts": len(orders),
        "orders": len(paid),
        "revenue": sum(int(row["captured_minor"]["N"]) for row in payments),
        "expired": reasons.count("payment_not_received_in_time"),
        "cancelled": reasons.count("cancelled_by_admin"),
        "refunded": sum(int(row["returned_minor"]["N"]) for row in payments),
    }


def test_the_dashboard_shows_what_orders_and_payments_add_up_to() -> None:
    with World(learning=FIGURES) as world:
        play(world)
        shown = world.request(manifest.SHOW_DASHBOARD, headers={}, claims=admin_claims()).json
        (euro,) = shown["total"]

        found = {name: euro[name] for name in ("checkouts", "orders", "expired", "cancelled")}
        money = {name: euro[name]["amount_minor"] for name in ("revenue", "refunded")}
        assert found | money == reckoned(world)
        assert (euro["checkouts"], euro["orders"], euro["expired"], euro["cancelled"], euro["declines"]) == (
            4, 2, 1, 1, 1,
        )  # fmt: skip


def test_the_dashboard_shows_what_orders_have_sold_low_until_their_units_come_back() -> None:
    with World(learning=FIGURES) as world:
        world.stock("bowl", 20)
        watch = {"sku": "bowl", "reorder_at": 18, "reason": "winter"}
        assert world.admin.ask(inventory.UPDATE_STOCK, watch).status == 200
        order = world.customer("ada").buy({"bowl": 3})
        world.advance(30)
        assert low_stock(world) == {
            "count": 1,
            "entries": [{"sku": "bowl", "available": 17, "reorder_at": 18}],
        }
        world.admin.move(order, "cancelled")
        world.run_until_quiet()
        assert low_stock(world) == {"count": 0, "entries": []}


def low_stock(world: World) -> Any:
    return world.request(manifest.SHOW_DASHBOARD, headers={}, claims=admin_claims()).json["low_stock"]
