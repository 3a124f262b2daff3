"""GET /api/admin/stock/low"""

import pytest

from haat.table import writes
from haat.table.meter import meter
from haat.table.sku import SkuItem, stock_key
from inventory.announcing import Announcer
from inventory.api.list_low_stock import handler
from inventory.manifest import LIST_LOW_STOCK
from tests.functions.inventory.examples import stored
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("table")


def ask(**query: str) -> Response:
    return send(handler, query=query, claims=admin_claims())


def listed(**query: str) -> list[tuple[str, int]]:
    return [(item["sku"], item["available"]) for item in ask(**query).json["items"]]


def told(sku: str, *, available: int) -> None:
    """A SKU has so many units, and the others hear of it."""
    pk, sk = stock_key(sku)
    actions = [SkuItem.available.set(available), SkuItem.version.add(1)]
    assert writes.commit(writes.update(SkuItem, pk, sk, actions, when=SkuItem.pk.exists(), refused=str)) == []
    Announcer().announce(sku)


@pytest.fixture
def shelf(table: None) -> None:
    """A is plenty, B runs low, C is sold out and nobody said when to order more, D runs low."""
    for sku, reorder_at in (("A", 3), ("B", 3), ("C", None), ("D", 5)):
        stored(sku, available=9, reorder_at=reorder_at)
    for sku, available in (("A", 9), ("B", 3), ("C", 0), ("D", 4)):
        told(sku, available=available)


@pytest.mark.usefixtures("shelf")
def test_what_is_sold_out_or_should_be_ordered_is_listed_with_what_is_left() -> None:
    assert listed() == [("B", 3), ("C", 0), ("D", 4)]
    assert listed(at_most="3") == [("B", 3), ("C", 0)]
    assert listed(at_most="0") == [("C", 0)]


@pytest.mark.usefixtures("shelf")
def test_what_came_in_is_listed_no_more() -> None:
    for sku in ("B", "C"):
        told(sku, available=50)
    assert listed() == [("D", 4)]


@pytest.mark.usefixtures("shelf")
def test_what_came_in_a_moment_ago_is_not_shown_either() -> None:
    pk, sk = stock_key("B")
    came = [SkuItem.available.set(50)]
    assert writes.commit(writes.update(SkuItem, pk, sk, came, when=SkuItem.pk.exists(), refused=str)) == []
    assert listed() == [("C", 0), ("D", 4)]


@pytest.mark.usefixtures("shelf")
def test_pages_follow_each_other_without_a_gap() -> None:
    seen, more = list[str](), dict[str, str]()
    while True:
        answer = ask(limit="1", **more)
        seen += [item["sku"] for item in answer.json["items"]]
        if answer.json["next"] is None:
            break
        more = {"cursor": answer.json["next"]}
    assert seen == ["B", "C", "D"]
    assert ask(cursor=more["cursor"], at_most="3").json["code"] == "cursor_invalid"


@pytest.mark.usefixtures("shelf")
def test_it_takes_no_more_round_trips_than_it_declares() -> None:
    ask()
    assert len(meter.calls) <= LIST_LOW_STOCK.round_trips


@pytest.mark.parametrize("query", [{"at_most": "-1"}, {"limit": "0"}, {"threshold": "3"}])
def test_what_cannot_be_asked_for_is_said(query: dict[str, str]) -> None:
    assert ask(**query).status == 422
