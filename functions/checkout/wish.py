"""What a customer asks for."""

from dataclasses import dataclass

from checkout.dealing import Terms
from checkout.orderer import Orderer
from haat.http.once import Once
from haat.money import Money
from orders.participant import Address
from pricing.participant import Destination
from promotions.participant import Buyer

STANDARD_SHIPPING = "standard"


@dataclass(frozen=True, slots=True)
class Wish:
    """An order of the cart at one version, sent to an address."""

    customer: Orderer
    cart_version: int
    shipping_address: Address
    once: Once
    shipping_method: str = STANDARD_SHIPPING
    coupon_code: str | None = None  # normalised
    expected_total: Money | None = None  # what the customer was quoted

    @property
    def terms(self) -> Terms:
        """What the price depends on beside the cart."""
        address, customer = self.shipping_address, self.customer
        to = Destination(address.country, address.postal_code, address.region)
        buyer = Buyer(customer.id, customer.email)
        return Terms(to, self.shipping_method, self.coupon_code, buyer)
