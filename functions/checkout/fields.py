"""What a client may send of an order: the types of single fields."""

from typing import Annotated

import msgspec

from haat import mail_address
from haat.money import Money

# `$` alone would let a line break at the end pass, in Python.
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Optional = Annotated[str, msgspec.Meta(max_length=200)] | None
PostalCode = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
Method = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]{0,29}$(?!\n)")]
Country = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{2}$(?!\n)")]
Email = Annotated[str, msgspec.Meta(min_length=3, max_length=mail_address.LENGTH_MAX)]
CouponCode = Annotated[str, msgspec.Meta(min_length=1, max_length=60)] | None
CartVersion = Annotated[int, msgspec.Meta(ge=0)]


class ShippingAddress(msgspec.Struct, forbid_unknown_fields=True):
    """Where the parcel goes. `country` is an ISO 3166-1 code such as "DE"."""

    name: Text
    line1: Text
    city: Text
    postal_code: PostalCode
    country: Country
    line2: Optional = None
    region: Optional = None


class DestinationBody(msgspec.Struct, forbid_unknown_fields=True):
    """An address as far as its price depends on it."""

    country: Country
    postal_code: PostalCode | None = None
    region: Optional = None


class Amount(msgspec.Struct, forbid_unknown_fields=True):
    """An amount of money."""

    amount_minor: int
    currency: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$(?!\n)")]

    def to_money(self) -> Money:
        return Money(self.amount_minor, self.currency)
