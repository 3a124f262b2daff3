"""Telling the others what became true of SKUs' units."""

from collections.abc import Iterable, Sequence

from haat.faults import Transient
from inventory.domain.telling import News, next_step
from inventory.store import StockStore
from inventory.store.stocks import NEWS_AT_ONCE_MAX

STEPS_MAX = 12  # one change has two things to tell; the rest is for others who tell at the same time


class StillChanging(Transient):
    """What there is to tell changed with every look."""


class Announcer:
    """Tells of SKUs that sold out, came back, should be ordered, or need not be any more."""

    def __init__(self) -> None:
        self._stocks = StockStore()

    def announce(self, *skus: str) -> None:
        """Tell until what was told is true. What was told last is looked at once more afterwards, and whoever
        changes a row later calls this again: so no order of events can leave a lie behind.

        Two reads for each 100 SKUs, three if some have several rows; a transaction for each 33 of which there
        is something to tell, and then those are looked at again. Raises: StillChanging.
        """
        waiting: tuple[str, ...] = skus
        for _ in range(STEPS_MAX):
            news = list(self._news(waiting))
            if not news:
                return
            for first in range(0, len(news), NEWS_AT_ONCE_MAX):
                self._tell(news[first : first + NEWS_AT_ONCE_MAX])
            waiting = tuple(one.stock.sku for one in news)
        raise StillChanging(", ".join(waiting))

    def _news(self, skus: Sequence[str]) -> Iterable[News]:
        """What was told before the units are looked at, so that it never is newer than these."""
        told = self._stocks.told(skus)
        for sku, stock in self._stocks.find_settled(skus).items():
            step = next_step(told[sku], stock)
            if step:
                yield News(stock, *step)

    def _tell(self, news: Sequence[News]) -> None:
        """All at once, or one by one where somebody else has told of one of them first."""
        if not self._stocks.tell(news) and len(news) > 1:
            for one in news:
                self._stocks.tell([one])
