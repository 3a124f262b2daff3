"""An order and a declined payment, as mails tell of them."""

from haat.money import Money
from haat.totals import TaxPart, Totals
from notifications.domain import Decline, Line, Order
from notifications.shop import Shop

CUSTOMER = "usr_01kawz9d2hq4m7x0t3f5b8n6cv"
SHOP = Shop("Haat", "https://haat.example/")
BOWL = Line("Tidepool Breakfast Bowl", 2, Money(2400, "EUR"), Money(4800, "EUR"))
TEA = Line("Assam, Second Flush", 1, Money(1250, "EUR"), Money(1250, "EUR"))
TOTALS = Totals(
    6050, 605, 490, 948, 5935, tax_included=True, taxes=(TaxPart("VAT", "DE", 190_000, 4987, 948),)
)
ORDER = Order("ord_1", "H-7K8T-9M2C-4X6Y", CUSTOMER, "ada@example.com", (BOWL, TEA), "EUR", TOTALS, None)
DECLINE = Decline(
    order_id="ord_1",
    customer_id=CUSTOMER,
    email="ada@example.com",
    amount=Money(6050, "EUR"),
    reason="insufficient_funds",
    attempt=1,
    attempts_max=5,
    hold_until="2026-11-22T09:45:00Z",
)
