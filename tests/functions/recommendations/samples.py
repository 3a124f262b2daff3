"""Events as the tests tell of them, and the reaction that hears them."""

from typing import Any

from haat import clock
from recommendations.reactions.keep_signals import handler
from tests.support.messages import _record

_numbers = iter(range(1, 10**6))


def event(name: str, data: object, *, sequence: int = 1, days_ago: float = 1) -> dict[str, Any]:
    """One message of the queue, of another event each time."""
    number = next(_numbers)
    told = {
        "id": f"TEST#{number}/{sequence}",
        "name": name,
        "version": 1,
        "sequence": sequence,
        "occurred_at": clock.iso(int(clock.now_s() - days_ago * 86_400)),
        "data": data,
    }
    return _record(told, number)


def ordered(customer: str, *products: str, order: str = "", days_ago: float = 1) -> dict[str, Any]:
    lines = [{"product_id": product, "sku": product, "quantity": 1} for product in products]
    id_ = order or f"ord_{customer}_{'_'.join(products)}_{days_ago}"
    return event(
        "OrderConfirmed", {"order": {"id": id_, "customer_id": customer, "lines": lines}}, days_ago=days_ago
    )


def viewed(
    *products: str, session: str = "s", customer: str | None = None, days_ago: float = 1
) -> dict[str, Any]:
    views = [{"id": f"view-{product}", "product_id": product, "query": None} for product in products]
    data = {"session_id": session, "customer_id": customer, "views": views}
    return event("ProductsViewed", data, days_ago=days_ago)


def product(
    id_: str,
    name: str = "Bowl",
    *,
    version: int = 1,
    state: str = "active",
    brand: str = "Haat",
    category: tuple[str, ...] = ("kitchen", "bowls"),
    attributes: dict[str, object] | None = None,
) -> dict[str, Any]:
    told = {
        "id": id_,
        "version": version,
        "state": state,
        "name": name,
        "brand": brand,
        "description": "",
        "category": category[-1],
        "category_path": category,
        "attributes": attributes or {},
        "images": [],
        "variants": [{"sku": f"{id_}-sku"}],
        "created_at": "2026-11-22T09:30:00Z",
    }
    return event("ProductUpdated", {"product": told}, sequence=version)


def stocked(id_: str, *, in_stock: bool, sequence: int = 1) -> dict[str, Any]:
    data = {"sku": f"{id_}-sku", "product_id": id_, "in_stock": in_stock}
    return event("StockAvailabilityChanged", data, sequence=sequence)


def hear(*messages: dict[str, Any]) -> None:
    """The reaction takes a batch."""
    assert handler({"Records": list(messages)}, None) == {"batchItemFailures": []}
