"""Orders to test with."""

from typing import Any

from haat.money import Money
from haat.stock import Allocation
from haat.table import writes
from haat.totals import untaxed
from orders.domain import Address, Line, Order, Status
from orders.store import OrderStore, placed

ORDER_ID = "ord_01kawzq3n5rv0v7k8t9m2c4x6y"
CUSTOMER_ID = "usr_01kawz9d2hq4m7x0t3f5b8n6cv"
AT = "2026-11-22T09:30:00Z"
LATER = "2026-11-22T10:30:00Z"


def line(sku: str, product_id: str, name: str, quantity: int, unit_minor: int, **changed: Any) -> Line:
    """A line without discount and tax, its units from the main warehouse."""
    total_minor = unit_minor * quantity
    usual: dict[str, Any] = {
        "unit_price": Money(unit_minor, "EUR"),
        "line_total": Money(total_minor, "EUR"),
        "discount_minor": 0,
        "tax_minor": 0,
        "tax_rate_ppm": 0,
        "total_minor": total_minor,
        "allocations": (Allocation("main", quantity),),
    }
    return Line(sku, product_id, name, quantity, **(usual | changed))


BOWL = line("CER-BOWL-SEA", "prod_01kawzq3n5rv0v7k8t9m2c4x6y", "Tidepool Breakfast Bowl", 2, 2400)
TEA = line("TEA-ASSAM-100", "prod_01kawzq3n5s2c8n1y6d4j9w7ke", "Assam, Second Flush", 1, 1250)


def order(**changed: Any) -> Order:
    """A pending order of two bowls and a tea."""
    usual: dict[str, Any] = {
        "id": ORDER_ID,
        "number": "H-7K8T-9M2C-4X6Y",
        "customer_id": CUSTOMER_ID,
        "placed_by": CUSTOMER_ID,
        "email": "ada@example.com",
        "status": Status.PENDING,
        "lines": (BOWL, TEA),
        "currency": "EUR",
        "totals": untaxed(6050),
        "shipping_method": "standard",
        "shipping_address": Address("Ada", "Market 1", "Berlin", "10115", "DE"),
        "payment_id": "pay_01kawzq3n5rv0v7k8t9m2c4x6y",
        "cart_version": 7,
        "placed_at": AT,
        "hold_until": "2026-11-22T09:45:00Z",
        "updated_at": AT,
    }
    return Order(**(usual | changed))


def place_order(**changed: Any) -> Order:
    """A pending order in the table."""
    made = order(**changed)
    assert writes.commit(*placed(made)) == []
    return made


def stored(order_id: str = ORDER_ID) -> Order:
    """An order as it is in the table."""
    found = OrderStore().find(order_id)
    assert found
    return found
