"""What staff decided that orders go by: the settings of the shop, at most 30 s old."""

from checkout.domain import AccountNeeded, ShopClosed
from checkout.orderer import Orderer
from haat.guests import is_guest
from haat.settings import HOLD_S
from haat.shop_settings import FREE_SHIPPING_FROM, GUEST_CHECKOUT, HOLD_MINUTES, ORDERS_OPEN
from haat.table.shop_settings import chosen, value_of

MINUTE_S = 60


def refusal(customer: Orderer) -> ShopClosed | AccountNeeded | None:
    """Why somebody may not order just now."""
    if not value_of(ORDERS_OPEN):
        return ShopClosed()
    return AccountNeeded() if is_guest(customer.id) and not value_of(GUEST_CHECKOUT) else None


def hold_s() -> int:
    """How long a new order keeps its units unpaid: as staff chose, else as the stage was deployed."""
    minutes = chosen(HOLD_MINUTES)
    return HOLD_S.integer() if minutes is None else minutes * MINUTE_S


def free_shipping_from_minor(currency: str) -> int | None:
    """What goods in a currency cost from which on standard shipping is free; None: as the tariff says."""
    return value_of(FREE_SHIPPING_FROM).get(currency)
