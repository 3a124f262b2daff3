"""GET /api/admin/dashboard"""

from typing import Any

import pytest

from figures import manifest, store
from figures.api import show_dashboard
from figures.domain import Change, Figures, LowStock, Row
from figures.store import FigureStore, LowStockStore
from haat import clock
from haat.table.meter import meter
from tests.support.requests import Response, admin_claims, customer_claims, send
from tests.support.rights import somebody_else

pytestmark = pytest.mark.usefixtures("table")
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}


def ask(**query: str) -> Response:
    return send(show_dashboard.handler, query=query, claims=admin_claims())


def count(day: str, currency: str = "EUR", **figures: int) -> None:
    with somebody_else():
        FigureStore().count([Change(f"{day}{currency}{figures}", Row(day, currency), Figures(**figures))])


def euro(amount_minor: int) -> dict[str, Any]:
    return {"amount_minor": amount_minor, "currency": "EUR"}


def test_days_are_shown_one_by_one_and_added_up_for_each_currency() -> None:
    count("2026-10-31", orders=100)
    count("2026-11-01", checkouts=4, orders=2, revenue_minor=1001, expired=1, cancelled=1, declines=3)
    count("2026-11-30", checkouts=1, orders=1, revenue_minor=2000, refunds=2, refunded_minor=50)
    count("2026-11-30", "JPY", checkouts=1, failed_refunds=1, failed_refunds_minor=7)
    count("2026-12-01", orders=100)

    shown = ask(**NOVEMBER).json

    assert {name: shown[name] for name in ("from", "to")} == NOVEMBER
    assert shown["total"][0] == {
        "currency": "EUR",
        "checkouts": 5,
        "orders": 3,
        "conversion_ppm": 600_000,
        "revenue": euro(3001),
        "average_order": euro(1000),
        "expired": 1,
        "cancelled": 1,
        "declines": 3,
        "refunds": 2,
        "refunded": euro(50),
        "failed_refunds": 0,
        "failed_refunds_amount": euro(0),
    }
    assert [(row["currency"], row["conversion_ppm"], row["average_order"]) for row in shown["total"]] == [
        ("EUR", 600_000, euro(1000)),
        ("JPY", 0, None),
    ]
    assert [(row["day"], row["currency"], row["orders"]) for row in shown["days"]] == [
        ("2026-11-01", "EUR", 2),
        ("2026-11-30", "EUR", 1),
        ("2026-11-30", "JPY", 0),
    ]


def test_a_month_without_trade_is_empty() -> None:
    nothing_low = {"count": 0, "entries": []}
    assert ask(**NOVEMBER).json == NOVEMBER | {"total": [], "days": [], "low_stock": nothing_low}


def test_what_is_low_now_is_counted_and_the_first_of_it_named_whatever_the_days() -> None:
    with somebody_else():
        for number in range(22):
            LowStockStore().add(LowStock(f"S{number:02}", number, 30), sequence=1)
        LowStockStore().drop("S00", sequence=2)
    low = ask(**NOVEMBER).json["low_stock"]
    assert low["count"] == 21
    assert low["entries"] == [
        {"sku": f"S{number:02}", "available": number, "reorder_at": 30} for number in range(1, 21)
    ]


def test_no_more_is_read_of_what_is_low_than_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOW_MAX", 2)
    with somebody_else():
        for sku in "ABC":
            LowStockStore().add(LowStock(sku, 1, 2), sequence=1)
    assert ask(**NOVEMBER).json["low_stock"]["count"] == 2


def test_without_days_it_is_the_last_thirty() -> None:
    with clock.set_to(lambda: clock_of("2026-11-26T23:59:59Z")):
        shown = send(show_dashboard.handler, claims=admin_claims(exp="1900000000")).json
    assert (shown["from"], shown["to"]) == ("2026-10-28", "2026-11-26")


def clock_of(moment: str) -> float:
    return float(clock.seconds(moment))


def test_it_takes_as_many_round_trips_as_it_declares() -> None:
    ask(**NOVEMBER)
    assert meter.calls == ["dynamodb.Query"] * 2
    assert manifest.SHOW_DASHBOARD.round_trips == 2


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"from": "2026-11-30", "to": "2026-11-01"}, "/to"),
        ({"from": "2026-01-01", "to": "2026-04-03"}, "/to"),
        ({"from": "soon"}, "/from"),
        ({"days": "3"}, "/days"),
    ],
)
def test_days_that_are_none_are_refused(query: dict[str, str], pointer: str) -> None:
    answer = ask(**query)
    assert (answer.status, [error["pointer"] for error in answer.json["errors"]]) == (422, [pointer])


def test_a_quarter_is_fine() -> None:
    assert ask(**{"from": "2026-01-01", "to": "2026-04-02"}).status == 200


def test_others_than_admins_see_nothing() -> None:
    for claims in (None, customer_claims(), admin_claims(**{"cognito:groups": "[partner]"})):
        assert send(show_dashboard.handler, query=NOVEMBER, claims=claims).status == 403
