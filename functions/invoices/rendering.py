"""From a document to the words that stand on it: amounts, dates and rates as text, whoever wrote them."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from haat.money import Money
from haat.totals import PPM, TaxPart
from invoices.domain.documents import Address, Document, Kind, Line

Words = dict[str, object]
_TITLES = {Kind.INVOICE: "Invoice", Kind.CREDIT_NOTE: "Credit note"}
_DISPLAYED = {Kind.INVOICE: "Total", Kind.CREDIT_NOTE: "Total credited"}
# Characters of direction other than those of the letters themselves, which would turn other people's words.
_TURNING = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_LONG_WORD = re.compile(r"[^\s\u0590-\U0010ffff]{25}(?=[^\s\u0590-\U0010ffff])")
_ZERO_WIDTH_SPACE = "\u200b"  # where a word too long for its column may break
_ARABIC = "IBM Plex Sans Arabic"
_LETTERS = ("L", "R", "AL")  # bidirectional classes that give a text its direction (UAX #9, rule P2)
# The fonts of texts that run from right to left, by that class: one font has their spaces as well, so that
# what is copied from the page is in one piece.
_LEFTWARD = {"R": ["Noto Sans Hebrew", "Noto Sans"], "AL": [_ARABIC, "Noto Sans"]}
# Which country writes Han characters how; everybody else gets the simplified forms.
_HAN = {"JP": "JP", "KR": "KR", "KP": "KR", "TW": "TC", "HK": "HK", "MO": "HK"}


def words(document: Document) -> Words:
    """Everything that is printed, as the template reads it."""
    title = f"{_TITLES[document.kind]} {document.number}"
    return {
        "title": title,
        "fonts": ["Noto Sans", _ARABIC, f"Noto Sans CJK {_HAN.get(document.buyer.country, 'SC')}"],
        "seller": _seller(document),
        "buyer": [_said(line) for line in _address(document.buyer)],
        "labels": {"buyer": "Credited to" if document.corrects else "Invoiced to"},
        "facts": [{"label": label, "value": value} for label, value in _facts(document)],
        "columns": ["Description", "Quantity", "Unit price", "Discount", "Tax", "Amount"],
        "lines": [_line(line, document.currency) for line in document.lines],
        "sums": [_sum(label, amount) for label, amount in _sums(document)] + [_total(document)],
        "tax-columns": ["Tax", "Taxable amount", "Amount of tax"],
        "taxes": [_tax(part, document.currency) for part in document.totals.taxes],
        "notes": list(_notes(document)),
    }


def amount(minor: int, currency: str) -> str:
    """An amount without its currency, which the document says once: "19.99"."""
    return str(Money(minor, currency)).removesuffix(f" {currency}")


def day(moment: str) -> str:
    """The day of a moment, in UTC: "22 November 2026"."""
    at = datetime.fromisoformat(moment)
    return f"{at.day} {at:%B %Y}"


def percent(rate_ppm: int) -> str:
    """A rate as people write it: 190000 is "19 %", 88750 "8.875 %"."""
    whole, rest = divmod(rate_ppm * 100, PPM)
    return f"{whole}{f'.{rest:06d}'.rstrip('0') if rest else ''} %"


def _said(text: str) -> Words:
    """Somebody else's text as one line, with the direction of its first letter."""
    tidy = " ".join(_TURNING.sub("", _printable(text)).split())
    letters = (kind for kind in map(unicodedata.bidirectional, tidy) if kind in _LETTERS)
    fonts = _LEFTWARD.get(next(letters, "L"))
    return {"text": _LONG_WORD.sub(rf"\g<0>{_ZERO_WIDTH_SPACE}", tidy), "leftward": fonts}


def _printable(text: str) -> str:
    """Controls become spaces; half a surrogate pair, which no font has, the sign for what is unknown."""
    return "".join(
        " " if unicodedata.category(one) == "Cc" else "\ufffd" if unicodedata.category(one) == "Cs" else one
        for one in text
    )


def _seller(document: Document) -> Words:
    seller = document.seller
    vat_id = (f"VAT ID {seller.vat_id}",) if seller.vat_id else ()
    return {"name": _said(seller.name), "lines": [_said(line) for line in (*seller.address, *vat_id)]}


def _address(buyer: Address) -> Iterator[str]:
    town = f"{buyer.postal_code} {buyer.city}"
    for line in (buyer.name, buyer.line1, buyer.line2, town, buyer.region, buyer.country):
        if line and line.strip():
            yield line


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    title = _TITLES[document.kind]
    yield f"{title} number", document.number
    yield f"{title} date", day(document.issued_at)
    if document.corrects:
        yield "Corrects invoice", document.corrects
    yield "Order number", document.order_number
    yield "Order date", day(document.ordered_at)
    yield "Currency", document.currency


def _line(line: Line, currency: str) -> Words:
    """A line; one for money alone counts no units."""
    discount = f"−{amount(line.discount_minor, currency)}" if line.discount_minor else ""
    return {
        "name": _said(line.name),
        "sku": line.sku,
        "quantity": str(line.quantity) if line.quantity else "",
        "unit-price": amount(line.unit_price_minor, currency) if line.quantity else "",
        "discount": discount,
        "rate": percent(line.tax_rate_ppm),
        "total": amount(line.total_minor, currency),
    }


def _sums(document: Document) -> Iterator[tuple[str, str]]:
    totals, currency = document.totals, document.currency
    yield "Goods at list price", amount(totals.items_minor, currency)
    if totals.discount_minor:
        coupon = f" ({document.coupon_code})" if document.coupon_code else ""
        yield f"Discount{coupon}", f"−{amount(totals.discount_minor, currency)}"
    yield f"Shipping ({document.shipping_method})", amount(totals.shipping_minor, currency)
    if not totals.tax_included:
        yield "Tax", amount(totals.tax_minor, currency)


def _sum(label: str, text: str) -> Words:
    return {"label": label, "amount": text, "strong": False}


def _total(document: Document) -> Words:
    return {"label": _DISPLAYED[document.kind], "amount": str(document.total), "strong": True}


def _tax(part: TaxPart, currency: str) -> Words:
    return {
        "name": f"{part.name} {part.jurisdiction} {percent(part.rate_ppm)}",
        "taxable": amount(part.taxable_minor, currency),
        "tax": amount(part.tax_minor, currency),
    }


def _notes(document: Document) -> Iterator[str]:
    totals = document.totals
    if totals.tax_included and totals.taxes:
        yield "List prices and shipping include the tax."
    elif totals.taxes:
        yield "List prices and shipping are without tax; the amount of a line is with it."
    if document.corrects:
        yield f"This corrects invoice {document.corrects}. The money goes back the way it came."
    else:
        yield "Paid. Thank you for your order."
