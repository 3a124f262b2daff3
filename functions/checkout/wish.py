"""What a customer asks for."""

from dataclasses import dataclass

from haat.http.call import Customer
from haat.http.once import Once
from orders.participant import Address
from pricing.participant import Destination

STANDARD_SHIPPING = "standard"


@dataclass(frozen=True, slots=True)
class Wish:
    """An order of the cart at one version, sent to an address."""

    customer: Customer
    cart_version: int
    shipping_address: Address
    once: Once
    shipping_method: str = STANDARD_SHIPPING

    @property
    def destination(self) -> Destination:
        """The address as far as the price depends on it."""
        address = self.shipping_address
        return Destination(address.country, address.postal_code, address.region)
