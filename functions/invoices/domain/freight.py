"""Shipping on a document. It is taxed like the goods, so it may be at several rates."""

from dataclasses import dataclass

from haat.money import allocate
from invoices.domain.documents import Document, net_at, shipping_total_minor, tax_at


@dataclass(frozen=True, slots=True)
class Freight:
    """Shipping: what of it is net and tax at each rate (ppm), and what is not taxed at all."""

    cells: tuple[tuple[int, int, int], ...] = ()  # rate, net, tax
    untaxed_minor: int = 0

    @property
    def total_minor(self) -> int:
        return self.untaxed_minor + sum(net + tax for _, net, tax in self.cells)

    @property
    def tax_minor(self) -> int:
        return sum(tax for _, _, tax in self.cells)

    def at(self, rate_ppm: int) -> tuple[int, int]:
        """Net and tax at a rate."""
        return next(((net, tax) for rate, net, tax in self.cells if rate == rate_ppm), (0, 0))

    def part(self, share_minor: int) -> "Freight":
        """So much of it, in proportion."""
        weights = [amount for _, net, tax in self.cells for amount in (net, tax)]
        *cells, untaxed = allocate(share_minor, [*weights, self.untaxed_minor])
        rates = (rate for rate, _, _ in self.cells)
        return Freight(tuple(zip(rates, cells[::2], cells[1::2], strict=True)), untaxed)

    def __add__(self, other: "Freight") -> "Freight":
        rates = dict.fromkeys(rate for rate, _, _ in (*self.cells, *other.cells))
        cells = [(rate, self.at(rate), other.at(rate)) for rate in rates]
        summed = tuple((rate, a[0] + b[0], a[1] + b[1]) for rate, a, b in cells)
        return Freight(summed, self.untaxed_minor + other.untaxed_minor)

    def __sub__(self, other: "Freight") -> "Freight":
        minus = tuple((rate, -net, -tax) for rate, net, tax in other.cells)
        return self + Freight(minus, -other.untaxed_minor)


def freight_of(document: Document) -> Freight:
    """The shipping of a document: of each tax what does not fall on its lines."""
    cells = tuple(
        (
            part.rate_ppm,
            part.taxable_minor - net_at(document.lines, part.rate_ppm),
            part.tax_minor - tax_at(document.lines, part.rate_ppm),
        )
        for part in document.totals.taxes
    )
    return Freight(cells, shipping_total_minor(document) - Freight(cells).total_minor)
