"""When who watches a SKU hears of a change. Standard library only."""

from dataclasses import dataclass, replace

from haat.money import Money


@dataclass(frozen=True, slots=True)
class Back:
    """A SKU is in stock again, as of the change `sequence` of its stock."""

    event_id: str
    sku: str
    product_id: str
    sequence: int
    occurred_at: str


@dataclass(frozen=True, slots=True)
class Priced:
    """A SKU costs so much, as of the version `sequence` of its product."""

    event_id: str
    sku: str
    product_id: str
    sequence: int
    occurred_at: str
    price: Money


Change = Back | Priced


@dataclass(frozen=True, slots=True)
class Watcher:
    """A customer who has a SKU on some list."""

    customer_id: str
    email: str
    is_watching: bool
    since: str
    price: Money  # as last known
    price_sequence: int = 0  # of the change that it was last known from
    stock_sequence: int = 0  # of the last time it came back
    told: int = 0  # events so far

    def after(self, change: Change) -> "Watcher":
        """The watcher once the change has been noted; the same if it is no news."""
        if not self.is_watching or change.occurred_at < self.since:
            return self
        match change:
            case Back():
                known = change.sequence <= self.stock_sequence
                return self if known else replace(self, stock_sequence=change.sequence, told=self.told + 1)
            case Priced():
                return self._priced(change)

    def _priced(self, change: Priced) -> "Watcher":
        same_money = change.price.currency == self.price.currency
        if change.sequence <= self.price_sequence or not same_money or change.price == self.price:
            return self
        told = self.told + (change.price.amount_minor < self.price.amount_minor)
        return replace(self, price=change.price, price_sequence=change.sequence, told=told)
