"""The body of POST and PUT: a product as an admin writes it, with the limits of every field.

`$(?!\\n)` in the patterns: Python's `$` alone would let a last line break pass.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from catalog import domain
from catalog.domain import Draft, ProductTooLarge, State, slugs
from catalog.domain.checking import check
from haat.errors import InvalidInput
from haat.http import Call
from haat.settings import CURRENCY

PRICE_MINOR_MAX = 99_999_999  # the payment provider takes eight digits
WEIGHT_G_MAX = 1_000_000  # a ton
VARIANTS_MAX = 60
WHOLE_MAX = 2**53  # beyond it a client that reads JSON numbers as floats loses digits

PriceMinor = Annotated[int, Meta(ge=0, le=10**9)]  # of a range
Sku = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$(?!\n)")]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$(?!\n)", max_length=60)]
PageSlug = Annotated[str, Meta(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$(?!\n)", max_length=slugs.SLUG_MAX)]
_IN_URL = (
    r"[^\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]"  # `\S` is one thing to Python, another to JSON Schema
)
Url = Annotated[str, Meta(pattern=rf"^(https?://{_IN_URL}+|/(?!/){_IN_URL}*)$(?!\n)", max_length=500)]
Images = Annotated[list[Url], Meta(max_length=20)]
Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,59}$(?!\n)")]
Text = Annotated[str, Meta(max_length=200)]
Whole = Annotated[int, Meta(ge=-WHOLE_MAX, le=WHOLE_MAX)]
Decimal = Annotated[float, Meta(ge=-float(WHOLE_MAX), le=float(WHOLE_MAX))]
Attributes = Annotated[dict[Key, Text | Whole | Decimal | bool], Meta(max_length=60)]
Time = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$(?!\n)")] | None
Options = Annotated[dict[Key, Text], Meta(max_length=60)]


class PriceBody(msgspec.Struct, forbid_unknown_fields=True):
    """A price with tax. The shop gives nothing away: a payment of nothing cannot be made."""

    amount_minor: Annotated[int, Meta(ge=1, le=PRICE_MINOR_MAX)]
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$(?!\n)")]


class SaleBody(msgspec.Struct, forbid_unknown_fields=True):
    """A lower price from a moment on, until right before another; without one, from ever or for ever."""

    price: PriceBody
    valid_from: Time = None
    valid_until: Time = None


class VariantBody(msgspec.Struct, forbid_unknown_fields=True):
    """One choice of a product's options. `other_prices` are in other currencies than the shop's, and
    `sales` lower prices for a while, one in each currency."""

    sku: Sku
    price: PriceBody
    attributes: Options = {}
    images: Images = []
    other_prices: Annotated[list[PriceBody], Meta(max_length=20)] = []
    weight_g: Annotated[int, Meta(ge=0, le=WEIGHT_G_MAX)] = 0
    tax_class: Annotated[str, Meta(pattern=r"^[a-z][a-z_]{0,29}$(?!\n)")] = "standard"
    sales: Annotated[list[SaleBody], Meta(max_length=21)] = []


class OptionBody(msgspec.Struct, forbid_unknown_fields=True):
    """What can be chosen of a product, such as its colour; every variant has one of the values."""

    name: Key
    values: Annotated[list[Text], Meta(min_length=1, max_length=60)]


class ProductBody(msgspec.Struct, forbid_unknown_fields=True):
    """The whole product; what is left out is empty.

    Without a slug it gets one that is made of its name. Without a state a new product is on sale, and another
    one stays what it is.
    """

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    category: Slug
    variants: Annotated[list[VariantBody], Meta(min_length=1, max_length=VARIANTS_MAX)]
    description: Annotated[str, Meta(max_length=5000)] = ""
    brand: Annotated[str, Meta(max_length=100)] = ""
    attributes: Attributes = {}
    images: Images = []
    options: Annotated[list[OptionBody], Meta(max_length=5)] = []
    slug: PageSlug = ""
    state: Literal["draft", "active"] | None = None


def state_of(body: ProductBody) -> State | None:
    """The state that a product is to be in, if the body names one."""
    return State(body.state) if body.state else None


def draft_of(call: Call[ProductBody]) -> Draft | InvalidInput | ProductTooLarge:
    """The draft in a request, or what is wrong with it as a whole."""
    if len(call.raw_body) > domain.DRAFT_BYTES_MAX:
        return ProductTooLarge(domain.DRAFT_BYTES_MAX)
    return checked(call.input)


def checked(body: ProductBody) -> Draft | InvalidInput:
    """The draft in a body, or what is wrong with it as a whole."""
    draft: Draft = msgspec.convert(body, Draft, from_attributes=True)
    return check(draft, CURRENCY.text()) or draft
