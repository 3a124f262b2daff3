"""Figures as an admin sees them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from figures.domain import Figures, Period, Row
from haat.money import Money


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


class Dashboard(msgspec.Struct, frozen=True):
    """Figures of some days, both included: the sum for each currency, and the days."""

    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")
    total: list[FiguresView]
    days: list[DayView]


def dashboard(period: Period, rows: Sequence[tuple[Row, Figures]]) -> Dashboard:
    """What rows in the order of their days show."""
    sums: dict[str, Figures] = {}
    for row, figures in rows:
        sums[row.currency] = sums.get(row.currency, Figures()) + figures
    total = [FiguresView(**_shown(currency, sums[currency])) for currency in sorted(sums)]
    days = [
        DayView(day=date.fromisoformat(row.day), **_shown(row.currency, figures)) for row, figures in rows
    ]
    return Dashboard(period.first, period.last, total, days)


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
