"""Carts in the table: one item each, its lines one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cart.domain import QUANTITY_MAX, Cart, Line, Offer
from cart.holder import Holder
from cart.keys import CART_SORT
from cart.versions import CartMoved, Change, as_of
from haat import clock
from haat.keys import MAIN_WAREHOUSE, stock_key
from haat.sale import changes_at_s, price_at
from haat.table import reads, writes
from haat.table.item import Document, Item, Text
from haat.table.sku import SkuItem

SETTLED_ATTEMPTS = 3


class CartItem(Item, discriminator="cart"):
    """One cart. `ttl` is when it expires, which holds to the second by what is read: see `as_of`."""

    lines: Document[tuple[Line, ...]] = Document(tuple[Line, ...])
    taken_by = Text(null=True)


@dataclass(frozen=True, slots=True)
class Found:
    """What one decision about a cart needs to know."""

    cart: Cart
    guest: Cart | None  # the cart to be merged into it
    offer: Offer | None  # None: the SKU asked for is not on sale, or none was


class CartStore:
    """Carts; each method is one row of ACCESS_PATTERNS.md."""

    def find(self, holder: Holder) -> Cart:
        """A holder's cart. One consistent read."""
        item = reads.find(CartItem, holder.key, CART_SORT, consistent=True)
        return _to_cart(holder, item)

    def read(self, holder: Holder, *, guest: Holder | None = None, sku: str | None = None) -> Found:
        """A holder's cart, with a guest's and with the offer of a SKU where they are asked for.

        One consistent batch of one to three items; of a SKU that is spread over rows and may run short at
        its head, a second one with all of its rows, and a third one if there is not plenty of it.
        """
        stock = _stock_key(sku) if sku else None
        carts = [(whose.key, CART_SORT) for whose in (holder, guest) if whose]
        items = reads.find_many([*carts, stock] if stock else carts, consistent=True)
        return Found(
            cart=_to_cart(holder, items.get((holder.key, CART_SORT))),
            guest=_to_cart(guest, items.get((guest.key, CART_SORT))) if guest else None,
            offer=_counted(items[stock]) if stock in items else None,
        )

    def offers(self, skus: Sequence[str]) -> dict[str, Offer | None]:
        """The offers of up to 80 SKUs; None: not on sale. One consistent batch, nothing for none."""
        items = reads.find_many([_stock_key(sku) for sku in skus], consistent=True)
        return {sku: _to_offer(items.get(_stock_key(sku))) for sku in skus}

    def save(self, changes: Sequence[Change], *also: writes.Write) -> list[object]:
        """Save changed carts if nobody changed them before, all of them with `also` or none.

        One write, or one transaction. Returns: [] or what refused it, CartMoved among that.
        """
        pending = (*map(saved, changes), *also)
        return writes.commit(*pending) if pending else []


def key(holder: Holder) -> tuple[str, str]:
    """Partition and sort key of a holder's cart."""
    return holder.key, CART_SORT


def found(items: Mapping[tuple[str, str], Item], holder: Holder) -> Cart:
    """A holder's cart among what a batch brought."""
    return _to_cart(holder, items.get(key(holder)))


def saved(change: Change) -> writes.Write:
    """The write that saves a changed cart if nobody changed it before; refused as CartMoved."""
    before, after = change.before, change.after
    item = CartItem(
        pk=after.holder.key,
        sk=CART_SORT,
        lines=after.lines,
        version=after.version,
        ttl=after.expires_at_s,
        taken_by=after.taken_by,
    )
    unchanged = CartItem.version == before.version if before.version else CartItem.pk.does_not_exist()
    return writes.put(item, when=unchanged, refused=lambda _: CartMoved())


def _to_offer(item: Item | None) -> Offer | None:
    """The offer in a SKU's row as of now; None if it is not on sale."""
    if not isinstance(item, SkuItem) or not item.on_sale:
        return None
    now_s, sales = clock.now_s(), item.sales or {}
    now = {currency: price_at(item.prices, sales, currency, now_s) for currency in item.prices}
    until_s = {currency: changes_at_s(sales, currency, now_s) for currency in sales}
    return Offer(
        item.sku,
        item.product_id,
        item.name,
        {currency: price.amount_minor for currency, price in now.items() if price},
        item.available,
        item.weight_g,
        item.tax_class,
        item.places or (),
        {currency: moment_s for currency, moment_s in until_s.items() if moment_s},
    )


def _counted(head: Item) -> Offer | None:
    """The offer of a SKU; with the units of all of its rows, if those of the head may not be enough."""
    offer = _to_offer(head)
    if offer is None or not isinstance(head, SkuItem) or head.is_alone or offer.available >= QUANTITY_MAX:
        return offer
    return replace(offer, available=_available(head))


def _available(head: SkuItem) -> int:
    """Units in all rows of a SKU. Those that move between rows are not overlooked: unless there is plenty,
    rows are read until two reads agree."""
    seen = _rows(head)
    for _ in range(SETTLED_ATTEMPTS):
        available = sum(row.available for row in seen.values())
        again = _rows(seen.get(MAIN_WAREHOUSE, head)) if available < QUANTITY_MAX else seen
        if _versions(again) == _versions(seen):
            return available
        seen = again
    return QUANTITY_MAX  # it never came to rest; whoever orders will know


def _versions(rows: Mapping[str, SkuItem]) -> dict[str, int]:
    return {place: row.version for place, row in rows.items()}


def _rows(head: SkuItem) -> dict[str, SkuItem]:
    keys = [stock_key(head.sku, place) for place in (MAIN_WAREHOUSE, *head.other_places)]
    found = reads.find_many(keys, consistent=True).values()
    return {row.place: row for row in found if isinstance(row, SkuItem)}


def _stock_key(sku: str) -> tuple[str, str]:
    return stock_key(sku)


def _to_cart(holder: Holder, item: Item | None) -> Cart:
    if not isinstance(item, CartItem):
        return Cart(holder)
    cart = Cart(holder, item.lines, item.version, item.ttl or 0, item.taken_by)
    return as_of(cart, clock.now_s())
