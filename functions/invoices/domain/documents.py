"""What an invoice or a credit note holds: everything that is printed on it, and nothing that changes later.

Amounts are minor units of the document's one currency, and positive on a credit note as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from haat.errors import NotFound
from haat.money import Money
from haat.totals import Totals


class Kind(StrEnum):
    """What a document is. Each kind has numbers of its own."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


_PREFIXES = {Kind.INVOICE: "", Kind.CREDIT_NOTE: "C"}


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one kind in one year of issue, 1, 2, 3, … without a gap."""

    kind: Kind
    year: int

    def number(self, index: int) -> str:
        """The number that is printed: "2026-000001", "C2026-000001"."""
        return f"{_PREFIXES[self.kind]}{self.year}-{index:06d}"


def series_at(kind: Kind, at: str) -> Series:
    """The series of what is issued at a moment. The shop's time zone is UTC, and so are its years."""
    return Series(kind, int(at[:4]))


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells, as it stands on every document."""

    name: str
    address: tuple[str, ...]  # line by line
    vat_id: str


@dataclass(frozen=True, slots=True)
class Address:
    """The buyer's address."""

    name: str
    line1: str
    city: str
    postal_code: str
    country: str  # ISO 3166-1 alpha-2
    line2: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """So many units of one SKU. items − discount is due, and + tax unless prices include it: the total."""

    sku: str
    name: str
    quantity: int  # 0 on a credit note for money alone
    unit_price_minor: int
    items_minor: int  # at the list price
    discount_minor: int
    tax_minor: int
    tax_rate_ppm: int
    total_minor: int  # with its tax

    @property
    def net_minor(self) -> int:
        """Without its tax."""
        return self.total_minor - self.tax_minor


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice, or a credit note that corrects one."""

    kind: Kind
    number: str
    issued_at: str
    order_id: str
    order_number: str
    ordered_at: str
    customer_id: str  # who placed the order
    email: str
    payment_id: str
    seller: Seller
    buyer: Address
    currency: str  # ISO 4217
    lines: tuple[Line, ...]
    totals: Totals
    shipping_method: str
    coupon_code: str | None = None
    refund_id: str | None = None
    corrects: str | None = None  # the number of the invoice

    @property
    def total(self) -> Money:
        """What was charged, or given back."""
        return Money(self.totals.total_minor, self.currency)


@dataclass(frozen=True, slots=True)
class InvoiceNotIssued(NotFound):
    """There is no such invoice."""

    detail: ClassVar[str] = "An order of yours has an invoice from a moment after it was paid."


@dataclass(frozen=True, slots=True)
class CreditNoteNotIssued(NotFound):
    """There is no such credit note."""

    detail: ClassVar[str] = "A refund of yours has a credit note from a moment after it was paid."


def shipping_total_minor(document: Document) -> int:
    """What was charged for shipping, with its tax."""
    return document.totals.total_minor - sum(line.total_minor for line in document.lines)


def tax_at(lines: Iterable[Line], rate_ppm: int) -> int:
    """The tax of the lines that are taxed at a rate."""
    return sum(line.tax_minor for line in lines if line.tax_rate_ppm == rate_ppm)


def net_at(lines: Iterable[Line], rate_ppm: int) -> int:
    """What the lines that are taxed at a rate cost without the tax."""
    return sum(line.net_minor for line in lines if line.tax_rate_ppm == rate_ppm)
