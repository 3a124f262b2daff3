"""Products: how they come into being, change and go, and what they offer for sale."""

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any, ClassVar

from catalog.domain import slugs
from catalog.domain.options import Option
from haat.errors import Conflict, Invalid
from haat.money import Money
from haat.sale import Sale, SalePrice, changes_at_s, holding_at

SERVICE_NAME = "catalog"
DRAFT_BYTES_MAX = 128 * 1024  # an event carries the whole product, and the bus takes 256 KB in one entry

AttributeValue = str | int | float | bool


class State(StrEnum):
    """Whether a product is sold."""

    DRAFT = "draft"  # only admins see it; its SKUs may get units, and nobody can buy them
    ACTIVE = "active"
    ARCHIVED = "archived"  # for good: nobody sees it any more but the orders that name it


@dataclass(frozen=True, slots=True)
class Variant:
    """What is put into a cart: one choice of a product's options."""

    sku: str
    price: Money  # in the shop's currency
    attributes: dict[str, str]
    images: tuple[str, ...]
    other_prices: tuple[Money, ...] = ()  # in other currencies, one each
    weight_g: int = 0  # packed
    tax_class: str = "standard"
    sales: tuple[SalePrice, ...] = ()  # one for each currency at most

    def price_at(self, at_s: int) -> Money:
        """What it costs at a moment, in the shop's currency."""
        return holding_at(self.price, self.sales, at_s)

    def is_reduced(self, at_s: int) -> bool:
        """Whether it is in a sale at a moment, in the shop's currency."""
        return self.price_at(at_s) != self.price

    @property
    def sale_of(self) -> dict[str, Sale]:
        """Sales by currency."""
        return {sale.price.currency: sale.sale() for sale in self.sales}

    @property
    def prices(self) -> dict[str, int]:
        """Minor units by currency."""
        return {price.currency: price.amount_minor for price in (self.price, *self.other_prices)}


@dataclass(frozen=True, slots=True)
class Draft:
    """A product as an admin writes it. `category` is a slug, `images` are URLs or absolute paths."""

    name: str
    description: str
    brand: str
    category: str
    attributes: dict[str, AttributeValue]
    images: tuple[str, ...]
    variants: tuple[Variant, ...]
    options: tuple[Option, ...] = field(default=(), kw_only=True)  # of which each variant is one combination
    slug: str = field(default="", kw_only=True)  # "": made of the name


@dataclass(frozen=True, slots=True)
class Product(Draft):
    """A product as it is shown and as its events carry it. `version` counts its changes from 1."""

    id: str
    state: State
    version: int
    created_at: str
    updated_at: str
    category_path: tuple[str, ...] = ()  # slugs from the root of its category down to `category` itself

    def price_changes_at_s(self, at_s: int) -> int | None:
        """When a sale of any of its variants begins or ends next; None: there is none to come."""
        sales = [(variant.sale_of, currency) for variant in self.variants for currency in variant.sale_of]
        moments = (changes_at_s(of, currency, at_s) for of, currency in sales)
        return min((moment for moment in moments if moment), default=None)


@dataclass(frozen=True, slots=True)
class Offer:
    """What the row of a SKU has to know of its product until that is archived."""

    sku: str
    product_id: str
    name: str
    prices: dict[str, int]  # minor units by currency
    sales: dict[str, Sale]  # by currency
    weight_g: int
    tax_class: str
    on_sale: bool


@dataclass(frozen=True, slots=True)
class SlugTaken(Conflict):
    """A slug belongs to another product, or did."""

    detail: ClassVar[str] = "{slug} leads to {product_id}, and always will."
    slug: str
    product_id: str


@dataclass(frozen=True, slots=True)
class ProductOnSale(Conflict):
    """A product that was on sale is no draft again."""

    detail: ClassVar[str] = "Customers have seen it: archive it if nobody is to buy it any more."


@dataclass(frozen=True, slots=True)
class SkuTaken(Conflict):
    """A SKU belongs to another product."""

    detail: ClassVar[str] = "{sku} is a variant of {product_id}."
    sku: str
    product_id: str


@dataclass(frozen=True, slots=True)
class ProductChanged(Conflict):
    """Somebody else changed the product at the same moment."""

    detail: ClassVar[str] = "It is at version {version} now: read it again and repeat the change."
    version: int


@dataclass(frozen=True, slots=True)
class TooManySkusChanged(Invalid):
    """One request cannot change that many SKUs."""

    detail: ClassVar[str] = (
        "{changed} rows of stock would change, {changed_max} can at once: take it in two steps, or join what "
        "is spread over shards first."
    )
    changed: int
    changed_max: int


@dataclass(frozen=True, slots=True)
class ProductTooLarge(Invalid):
    """The product is too large."""

    detail: ClassVar[str] = "A product has at most {bytes_max} bytes."
    bytes_max: int


def create(draft: Draft, product_id: str, now: str, state: State = State.ACTIVE) -> Product:
    """A new product, in a category that is a root."""
    return Product(
        **_contents(draft, product_id),
        id=product_id,
        state=state,
        version=1,
        created_at=now,
        updated_at=now,
        category_path=(draft.category,),
    )


def rewrite(product: Product, draft: Draft, now: str) -> Product:
    """The product with other contents, in a category that is a root."""
    path = (draft.category,)
    return replace(
        product,
        **_contents(draft, product.id),
        version=product.version + 1,
        updated_at=now,
        category_path=path,
    )


def entered(product: Product, state: State | None) -> Product | ProductOnSale:
    """The product in the state that an admin wants; None: in the one it is in."""
    if state is State.DRAFT and product.state is not State.DRAFT:
        return ProductOnSale()
    return replace(product, state=state or product.state)


def filed(product: Product, path: tuple[str, ...]) -> Product:
    """The product in the category at `path`."""
    return replace(product, category=path[-1], category_path=path)


def refile(product: Product, path: tuple[str, ...], now: str) -> Product:
    """The next version of a product whose category has moved to `path`."""
    return filed(touch(product, now), path)


def touch(product: Product, now: str) -> Product:
    """The next version of a product that is what it was, but for the time."""
    return replace(product, version=product.version + 1, updated_at=now)


def archive(product: Product, now: str) -> Product:
    """The product after its last day of sale."""
    return replace(product, state=State.ARCHIVED, version=product.version + 1, updated_at=now)


def offers(product: Product | None) -> dict[str, Offer]:
    """What a product offers, by SKU: on sale already, or not yet."""
    if product is None or product.state is State.ARCHIVED:
        return {}
    return {variant.sku: _offer(product, variant) for variant in product.variants}


def _offer(product: Product, variant: Variant) -> Offer:
    return Offer(
        variant.sku,
        product.id,
        product.name,
        variant.prices,
        variant.sale_of,
        variant.weight_g,
        variant.tax_class,
        on_sale=product.state is State.ACTIVE,
    )


def _contents(draft: Draft, product_id: str) -> dict[str, Any]:
    contents = {each.name: getattr(draft, each.name) for each in fields(Draft)}
    return contents | {"slug": draft.slug or slugs.derived(draft.name, product_id)}
