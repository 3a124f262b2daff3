"""I9: the totals of one order, summed anew from its lines."""

from collections.abc import Iterator
from typing import Any

from auditor.domain.findings import Violation
from auditor.domain.orders import Order, lines_in
from auditor.domain.raw import Item, document, minor, whole

PPM = 1_000_000
STEPS = (
    1,
    10,
)  # minor units in whose multiples cards are charged: tens where there are 3 decimals
Lines = list[dict[str, Any]]
Totals = dict[str, Any]


def check(order: Order, item: Item) -> Iterator[Violation]:
    """Every sum that is not what it should be. Raises: NotWhole."""
    lines, totals = lines_in(item), document(item, "totals", {})
    for what, expected, found in (*map(_line, lines), *_parts(totals, lines)):
        if expected != found:
            yield Violation("I9", order.subject, f"{what} {expected}", found)
    for part in totals.get("taxes", ()):
        if not _is_rounded_once(part, included=totals["tax_included"]):
            yield Violation("I9", order.subject, f"tax at {part['rate_ppm']} ppm", part["tax_minor"])
    if _currencies(lines) - {order.currency}:
        yield Violation("I9", order.subject, order.currency, sorted(_currencies(lines)))


def _line(line: dict[str, Any]) -> tuple[str, int, int]:
    expected = minor(line, "unit_price") * whole(line, "quantity")
    return f"line {line['sku']}", expected, minor(line, "line_total")


def _parts(totals: Totals, lines: Lines) -> Iterator[tuple[str, int, int]]:
    """The parts sum to the total, and lines with shipping sum to the parts."""
    items, discount, shipping, tax = (
        whole(totals, f"{part}_minor") for part in ("items", "discount", "shipping", "tax")
    )
    included = bool(totals["tax_included"])
    on_shipping = tax - sum(whole(line, "tax_minor") for line in lines)
    yield "items", sum(minor(line, "line_total") for line in lines), items
    yield "discount", sum(whole(line, "discount_minor") for line in lines), discount
    yield "taxes", sum(whole(part, "tax_minor") for part in totals.get("taxes", ())), tax
    yield "parts", items - discount + shipping + (0 if included else tax), whole(totals, "total_minor")
    yield "no part below", 0, min(0, items, discount, shipping, tax, on_shipping)
    for line in lines:
        exclusive = 0 if included else whole(line, "tax_minor")
        paid = minor(line, "line_total") - whole(line, "discount_minor") + exclusive
        yield f"line {line['sku']} is paid", paid, whole(line, "total_minor")


def _is_rounded_once(part: dict[str, Any], *, included: bool) -> bool:
    """Whether a tax is its rate of what is taxed, to the nearest amount that a card can be charged."""
    rate, tax, taxable = (whole(part, name) for name in ("rate_ppm", "tax_minor", "taxable_minor"))
    base, per = (taxable + tax, PPM + rate) if included else (taxable, PPM)
    return tax in ((2 * base * rate + per * step) // (2 * per * step) * step for step in STEPS)


def _currencies(lines: Lines) -> set[str]:
    return {line[name]["currency"] for line in lines for name in ("unit_price", "line_total")}
