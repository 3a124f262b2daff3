"""One attempt at changing a SKU's units as somebody in charge asks."""

from dataclasses import replace

from haat.errors import NotFound, PreconditionFailed
from haat.http import Answer, Call
from haat.http.once import AlreadyAnswered
from inventory import view
from inventory.domain import adjusting
from inventory.domain.adjusting import KINDS, Adjustment, Refusal, StockChanged
from inventory.domain.stock import Row, Stock
from inventory.store import Occasion, StockStore
from inventory.update_body import Body, ReorderAt
from inventory.view import StockLevel

Refused = NotFound | PreconditionFailed | StockChanged | Refusal
Changed = Answer[StockLevel] | Refused | AlreadyAnswered
Wish = Adjustment | ReorderAt


ATTEMPTS = 5  # against orders that move units of the same row


class Changer:
    """Reads the stock, lets the rules decide, writes it if nobody was faster."""

    def __init__(self) -> None:
        self._stocks = StockStore()

    def change(self, call: Call[Body], wish: Wish) -> Changed:
        """What became of it, tried again while orders move the same units."""
        outcome = self.attempt(call, wish)
        for _ in range(ATTEMPTS - 1):
            if not isinstance(outcome, StockChanged) or call.input.version is not None:
                break
            outcome = self.attempt(call, wish)
        return outcome

    def attempt(self, call: Call[Body], wish: Wish) -> Changed:
        """What became of it; StockChanged is worth another attempt unless a version was asked for."""
        stock = self._stocks.find(call.input.sku)
        if stock is None:
            return NotFound()
        outdated = call.precondition(str(stock.version))
        if outdated:
            return outdated
        if call.input.version not in (None, stock.version):
            return StockChanged(stock.sku, stock.available, stock.version)
        if isinstance(wish, ReorderAt):
            return self._watch(call, stock, wish)
        return self._adjust(call, stock, wish)

    def _adjust(self, call: Call[Body], stock: Stock, wish: Adjustment) -> Changed:
        before = stock.at(call.input.place) or _empty(stock, call.input.place)
        after = adjusting.adjust(before, wish)
        if not isinstance(after, Row):
            return after
        occasion = Occasion(KINDS[type(wish)], call.input.reason, call.staff.username)
        answer = view.level(_with(stock, after))
        audited = call.audited(f"stock/{stock.sku}", before, after)
        return self._stocks.adjust(stock, after, occasion, audited, *call.remember(answer)) or answer

    def _watch(self, call: Call[Body], stock: Stock, wish: ReorderAt) -> Changed:
        rows = tuple(row if row.closed else replace(row, version=row.version + 1) for row in stock.rows)
        answer = view.level(replace(stock, rows=rows, reorder_at=wish.units))
        before, then = {"reorder_at": stock.reorder_at}, {"reorder_at": wish.units}
        audited = call.audited(f"stock/{stock.sku}", before, then)
        return self._stocks.watch(stock, wish.units, audited, *call.remember(answer)) or answer


def _empty(stock: Stock, place: str) -> Row:
    """The row of a place that has none yet; it is not in the table."""
    return Row(stock.sku, stock.product_id, 0, 0, 0, 0, version=0, place=place)


def _with(stock: Stock, after: Row) -> Stock:
    """The stock with one row as it is now; a new one counts as a change of the head, too, which names it."""
    if stock.at(after.place):
        return replace(stock, rows=tuple(after if row.place == after.place else row for row in stock.rows))
    head, *others = stock.rows
    named = replace(head, version=head.version + 1)
    return replace(stock, rows=(named, *others, after), places=(*stock.places, after.place))
