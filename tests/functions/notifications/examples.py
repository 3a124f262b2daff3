"""An order and a declined payment, as mails tell of them."""

from haat.money import Money
from notifications.domain import Decline, Line, Order
from notifications.letters import Shop

SHOP = Shop("Haat", "https://haat.example/")
BOWL = Line("Tidepool Breakfast Bowl", 2, Money(2400, "EUR"), Money(4800, "EUR"))
TEA = Line("Assam, Second Flush", 1, Money(1250, "EUR"), Money(1250, "EUR"))
ORDER = Order("ord_1", "H-7K8T-9M2C-4X6Y", "ada@example.com", (BOWL, TEA), Money(6050, "EUR"), None)
DECLINE = Decline(
    order_id="ord_1",
    email="ada@example.com",
    amount=Money(6050, "EUR"),
    reason="insufficient_funds",
    attempt=1,
    attempts_max=5,
    hold_until="2026-11-22T09:45:00Z",
)
