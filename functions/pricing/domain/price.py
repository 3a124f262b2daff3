"""The price of an order: items − discounts + shipping + tax, in whole minor units, never below zero."""

from dataclasses import replace

from haat.totals import Totals, shared
from pricing.domain import discounts, shipping, taxes
from pricing.domain.draft import STANDARD, Draft, FreeShipping, Priced, PricedLine, PricedShipping
from pricing.domain.shipping import Option, ShippingMethodNotOffered, Tariffs, Unshippable
from pricing.domain.taxes import Levy, RegionUnknown, TaxTable

Refusal = Unshippable | ShippingMethodNotOffered | RegionUnknown


def price(draft: Draft, tariffs: Tariffs, table: TaxTable) -> Priced | Refusal:
    """What a draft costs, or why it has no price.

    Where shares are equal but for the last unit, the first line has it, and its rate may tax it: so shares
    are made in the order of SKUs. Whoever puts the same things into a cart in another order pays the same.
    """
    places = sorted(range(len(draft.lines)), key=lambda place: draft.lines[place].sku)
    priced = _in_order(replace(draft, lines=tuple(draft.lines[place] for place in places)), tariffs, table)
    if not isinstance(priced, Priced):
        return priced
    lines = dict(zip(places, priced.lines, strict=True))
    return replace(priced, lines=tuple(lines[place] for place in range(len(lines))))


def _in_order(draft: Draft, tariffs: Tariffs, table: TaxTable) -> Priced | Refusal:
    offered = options(draft, tariffs)
    if not isinstance(offered, tuple):
        return offered
    option = shipping.choose(offered, draft.shipping_method, draft.destination.country)
    by = taxes.jurisdiction(table, draft.destination)
    if not isinstance(option, Option):
        return option
    if isinstance(by, RegionUnknown):
        return by
    values, off = _values(draft), _discounts(draft)
    dues = [value - less for value, less in zip(values, off, strict=True)]
    classes = [line.tax_class for line in draft.lines]
    levy = taxes.levy(by, classes, dues, values, shipping_minor=option.price_minor, currency=draft.currency)
    return _priced(draft, off, dues, option, levy)


def options(draft: Draft, tariffs: Tariffs) -> tuple[Option, ...] | Unshippable:
    """Every way to ship a draft, at what it costs with the draft's discount."""
    goods_minor = sum(_values(draft)) - sum(_discounts(draft))
    offered = shipping.options(
        tariffs,
        draft.destination.country,
        draft.currency,
        weight_g=sum(line.weight_g * line.quantity for line in draft.lines),
        goods_minor=goods_minor,
    )
    if not isinstance(offered, tuple):
        return offered
    return tuple(replace(one, price_minor=0) if _free(draft, goods_minor, one) else one for one in offered)


def _free(draft: Draft, goods_minor: int, option: Option) -> bool:
    """Whether this way to ship costs nothing, whatever the tariff says."""
    least = draft.free_shipping_from_minor
    enough = least is not None and goods_minor >= least and option.method == STANDARD
    return enough or isinstance(draft.discount, FreeShipping)


def _values(draft: Draft) -> list[int]:
    return [line.unit_price.times(line.quantity).amount_minor for line in draft.lines]


def _discounts(draft: Draft) -> list[int]:
    """What is off each line, in proportion to its value."""
    values = _values(draft)
    off = discounts.off_items(draft.discount, sum(values), draft.currency)
    return shared(off, values, draft.currency)


def _priced(draft: Draft, off: list[int], dues: list[int], option: Option, levy: Levy) -> Priced:
    added = [0 if levy.included else tax for tax in levy.on_lines]
    lines = tuple(
        PricedLine(line.sku, line.quantity, line.unit_price, less, tax, rate, due + more)
        for line, less, tax, rate, due, more in zip(
            draft.lines, off, levy.on_lines, levy.rates_ppm, dues, added, strict=True
        )
    )
    freight = option.price_minor + (0 if levy.included else levy.on_shipping)
    totals = Totals(
        items_minor=sum(_values(draft)),
        discount_minor=sum(off),
        shipping_minor=option.price_minor,
        tax_minor=sum(part.tax_minor for part in levy.parts),
        total_minor=sum(line.total_minor for line in lines) + freight,
        tax_included=levy.included,
        taxes=levy.parts,
    )
    shipped = PricedShipping(option.method, option.price_minor, levy.on_shipping, freight)
    return Priced(draft.currency, lines, shipped, totals)
