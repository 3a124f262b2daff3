"""Figures as an admin sees them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from figures.domain import Figures, LowStock, Period, Row
from haat.money import Money

ENTRIES_MAX = 20  # SKUs that are named


class FiguresView(msgspec.Struct, frozen=True):
    """Figures in one currency.

    `checkouts`, `orders`, `revenue`, `expired` and `cancelled` are of orders placed on these days, whenever
    they were paid or ended. `orders` are paid ones, some of which may be cancelled since; `revenue` is what
    was paid, some of which may have gone back. `conversion_ppm`: `orders` of a million `checkouts`. Declines
    and refunds are those of these days; `failed_refunds` may have been among `refunds` before.
    """

    currency: str
    checkouts: int
    orders: int
    conversion_ppm: int | None
    revenue: Money
    average_order: Money | None
    expired: int
    cancelled: int
    declines: int
    refunds: int
    refunded: Money
    failed_refunds: int
    failed_refunds_amount: Money


class DayView(FiguresView, frozen=True, kw_only=True):
    """The figures of one day of UTC in one currency. A day on which nothing happened has none."""

    day: date


class LowStockView(msgspec.Struct, frozen=True):
    """SKUs of which more should be ordered now, whatever days are asked for.

    `count` is of all of them, 1000 meaning as many or more; `entries` are the first 20 in the order of their
    SKUs. `available` and `reorder_at` are as they were when the SKU fell to where more should be ordered.
    """

    count: int
    entries: list[LowStock]


class Dashboard(msgspec.Struct, frozen=True):
    """Figures of some days, both included: the sum for each currency, and the days; and what is low now."""

    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")
    total: list[FiguresView]
    days: list[DayView]
    low_stock: LowStockView


def dashboard(period: Period, rows: Sequence[tuple[Row, Figures]], low: Sequence[LowStock]) -> Dashboard:
    """What rows in the order of their days show, and SKUs that are low."""
    sums: dict[str, Figures] = {}
    for row, figures in rows:
        sums[row.currency] = sums.get(row.currency, Figures()) + figures
    total = [FiguresView(**_shown(currency, sums[currency])) for currency in sorted(sums)]
    days = [
        DayView(day=date.fromisoformat(row.day), **_shown(row.currency, figures)) for row, figures in rows
    ]
    low_stock = LowStockView(len(low), list(low[:ENTRIES_MAX]))
    return Dashboard(period.first, period.last, total, days, low_stock)


def _shown(currency: str, figures: Figures) -> dict[str, Any]:
    average_minor = figures.average_minor
    same = ("checkouts", "orders", "conversion_ppm", "expired", "cancelled", "declines", "refunds")
    return {name: getattr(figures, name) for name in (*same, "failed_refunds")} | {
        "currency": currency,
        "revenue": Money(figures.revenue_minor, currency),
        "average_order": None if average_minor is None else Money(average_minor, currency),
        "refunded": Money(figures.refunded_minor, currency),
        "failed_refunds_amount": Money(figures.failed_refunds_minor, currency),
    }
