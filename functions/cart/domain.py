"""What a cart is and how its lines change: one line per SKU, 1 to 99 units each, at most 80 lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cart.holder import Holder
from haat.errors import Conflict, Invalid, NotFound
from haat.money import Money

QUANTITY_MAX = 99  # units of one line
LINES_MAX = 80  # placing an order takes an action per line, and a transaction has 100 at most


@dataclass(frozen=True, slots=True)
class Line:
    """So many units of one SKU, with the name and price it was last added at."""

    sku: str
    product_id: str
    name: str
    quantity: int
    unit_price: Money
    added_at: str
    weight_g: int = 0  # of one unit
    tax_class: str = "standard"
    places: tuple[str, ...] = ()  # where else than in the head row there may be units, as last seen
    price_until_s: int | None = None  # when a sale begins or ends, and so the price does; None: it stays

    @property
    def total(self) -> Money:
        return self.unit_price.times(self.quantity)


@dataclass(frozen=True, slots=True)
class Offer:
    """A SKU that is on sale: for how much as of now, and how many are left."""

    sku: str
    product_id: str
    name: str
    prices: Mapping[str, int]  # minor units by currency
    available: int
    weight_g: int = 0
    tax_class: str = "standard"
    places: tuple[str, ...] = ()
    prices_until_s: Mapping[str, int] = field(default_factory=dict)  # by currency, where a price ends

    def price(self, currency: str) -> Money | None:
        """The price in a currency; None: it is not sold in that."""
        return Money(self.prices[currency], currency) if currency in self.prices else None


@dataclass(frozen=True, slots=True)
class Cart:
    """A cart. Version 0: nobody has put anything into it yet."""

    holder: Holder
    lines: tuple[Line, ...] = ()
    version: int = 0
    expires_at_s: int = 0
    taken_by: str | None = None  # the order or the cart that took the lines, if one did

    def line(self, sku: str) -> Line | None:
        return next((line for line in self.lines if line.sku == sku), None)

    @property
    def currency(self) -> str | None:
        """Of all its lines; None for an empty cart."""
        return self.lines[0].unit_price.currency if self.lines else None

    def outdated(self, now_s: int) -> tuple[str, ...]:
        """The SKUs whose prices have ended."""
        ended = (line for line in self.lines if line.price_until_s is not None)
        return tuple(line.sku for line in ended if (line.price_until_s or 0) <= now_s)

    def subtotal(self, currency: str) -> Money:
        """The sum of the lines' totals; `currency` is the shop's, which an empty cart needs too."""
        return sum((line.total for line in self.lines), Money(0, currency))


@dataclass(frozen=True, slots=True)
class SkuNotOnSale(Invalid):
    """This SKU is not on sale."""

    detail = "Nobody can buy {sku} here, or nobody can any more."
    sku: str


@dataclass(frozen=True, slots=True)
class CurrencyNotOffered(Invalid):
    """This SKU has no price in this currency."""

    detail = "{sku} is not sold in {currency}."
    sku: str
    currency: str


@dataclass(frozen=True, slots=True)
class CartCurrencyDiffers(Conflict):
    """The cart is in another currency."""

    detail = "A cart has one currency, and this one is in {cart_currency}: empty it to buy in {currency}."
    cart_currency: str
    currency: str


@dataclass(frozen=True, slots=True)
class QuantityTooLarge(Invalid):
    """A cart holds so many units of one SKU at most."""

    detail = "A cart holds at most {quantity_max} of {sku}."
    sku: str
    quantity_max: int = QUANTITY_MAX


@dataclass(frozen=True, slots=True)
class OutOfStock(Conflict):
    """Not enough units are left."""

    detail = "Only {available} of {sku} are left."
    sku: str
    available: int
    requested: int


@dataclass(frozen=True, slots=True)
class CartFull(Conflict):
    """The cart is full."""

    detail = "A cart holds at most {lines_max} different SKUs."
    lines_max: int = LINES_MAX


Unaddable = SkuNotOnSale | CurrencyNotOffered | CartCurrencyDiffers | QuantityTooLarge | OutOfStock | CartFull


def add(
    cart: Cart, sku: str, quantity: int, offer: Offer | None, *, currency: str, at: str
) -> Cart | Unaddable:
    """The cart with `quantity` more of a SKU, or why not; its name and price become today's."""
    if offer is None:
        return SkuNotOnSale(sku)
    if cart.currency not in (None, currency):
        return CartCurrencyDiffers(str(cart.currency), currency)
    price = offer.price(currency)
    if price is None:
        return CurrencyNotOffered(sku, currency)
    return _add(cart, quantity, offer, price, at)


def _add(
    cart: Cart, quantity: int, offer: Offer, price: Money, at: str
) -> Cart | QuantityTooLarge | OutOfStock | CartFull:
    line, sku = cart.line(offer.sku), offer.sku
    wanted = quantity + (line.quantity if line else 0)
    if wanted > QUANTITY_MAX:
        return QuantityTooLarge(sku)
    if wanted > offer.available:
        return OutOfStock(sku, offer.available, wanted)
    if line is None and len(cart.lines) >= LINES_MAX:
        return CartFull()
    blank = Line(sku, offer.product_id, offer.name, wanted, price, line.added_at if line else at)
    return _with(cart, _offered(blank, offer) or blank)


def set_quantity(cart: Cart, sku: str, quantity: int) -> Cart | NotFound:
    """The cart with another number of units in a line."""
    line = cart.line(sku)
    return _with(cart, replace(line, quantity=quantity)) if line else NotFound()


def remove(cart: Cart, sku: str) -> Cart | NotFound:
    """The cart without a line."""
    kept = tuple(line for line in cart.lines if line.sku != sku)
    return replace(cart, lines=kept) if len(kept) < len(cart.lines) else NotFound()


def clear(cart: Cart) -> Cart:
    """The cart without its lines."""
    return replace(cart, lines=())


def can_merge(cart: Cart, guest: Cart) -> bool:
    """Whether two carts are in one currency; otherwise the guest's waits until the other one is empty."""
    return not cart.lines or not guest.lines or cart.currency == guest.currency


def merge(cart: Cart, guest: Cart | None) -> Cart:
    """A customer's cart with the lines of a guest's: what both have is summed, up to the limit; what finds
    no place any more is left behind, the guest's newest lines first."""
    for line in guest.lines if guest else ():
        own = cart.line(line.sku)
        if own:
            cart = _with(cart, replace(own, quantity=min(own.quantity + line.quantity, QUANTITY_MAX)))
        elif len(cart.lines) < LINES_MAX:
            cart = _with(cart, line)
    return cart


def reprice(cart: Cart, offers: Mapping[str, Offer | None]) -> Cart:
    """The cart at the prices of `offers`, by SKU; None: not on sale, and its line goes. SKUs that `offers`
    does not name stay as they are."""
    lines = [_offered(line, offers[line.sku]) if line.sku in offers else line for line in cart.lines]
    return replace(cart, lines=tuple(line for line in lines if line))


def _offered(line: Line, offer: Offer | None) -> Line | None:
    price = offer.price(line.unit_price.currency) if offer else None
    if offer is None or price is None:
        return None
    return replace(
        line, name=offer.name, unit_price=price, weight_g=offer.weight_g, tax_class=offer.tax_class,
        places=offer.places, price_until_s=offer.prices_until_s.get(price.currency),
    )  # fmt: skip


def _with(cart: Cart, new: Line) -> Cart:
    """The cart with a line in the place of its SKU's, or at the end."""
    if cart.line(new.sku) is None:
        return replace(cart, lines=(*cart.lines, new))
    return replace(cart, lines=tuple(new if line.sku == new.sku else line for line in cart.lines))
