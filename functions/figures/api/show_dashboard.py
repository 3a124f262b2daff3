"""GET /api/admin/dashboard"""

from datetime import date

import msgspec

from figures import domain, manifest, view
from figures.domain import Period
from figures.store import FigureStore, LowStockStore
from haat import clock
from haat.errors import FieldError, InvalidInput
from haat.http import Call, endpoint

USUAL_DAYS = 30


class Query(msgspec.Struct, forbid_unknown_fields=True):
    """Which days, both included; without `to` until today, without `from` 30 of them."""

    first: date | None = msgspec.field(name="from", default=None)
    last: date | None = msgspec.field(name="to", default=None)


@endpoint(manifest.SHOW_DASHBOARD)
def handler(call: Call[Query], figures: FigureStore, stocks: LowStockStore) -> view.Dashboard | InvalidInput:
    """What the days add up to, in all and one by one, for each currency; and what is low now."""
    period = _period(call.input)
    if not 1 <= period.days <= domain.DAYS_MAX:
        detail = f"Expected 1 to {domain.DAYS_MAX} days, from `from` to `to`."
        return InvalidInput((FieldError("/to", detail),))
    return view.dashboard(period, list(figures.of(period)), stocks.first())


def _period(query: Query) -> Period:
    last = query.last or date.fromisoformat(clock.now()[: len("2026-11-26")])
    return Period(query.first, last) if query.first else domain.until(last, USUAL_DAYS)
