"""What recommendations hear, and what they keep of it."""

from collections.abc import Sequence

import pytest

from recommendations import keys
from recommendations.signals import Bought, ProductSignal, Signal, StockSignal, Viewed
from recommendations.store import FileStore, ListStore
from recommendations.store.lists import ATTEMPTS, ContendedList, ProductsItem
from tests.functions.recommendations.samples import hear, ordered, product, stocked, viewed
from tests.support.messages import message
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("bucket")


def kept() -> list[Signal]:
    files = FileStore()
    return [signal for key in files.kept() for signal in files.signals(key)]


def hidden_from(customer: str) -> frozenset[str]:
    return ListStore().of_customer(customer).hidden


def test_each_event_becomes_signals_and_a_batch_one_file() -> None:
    hear(ordered("usr_1", "p1", "p2"), viewed("p3", "p3"), product("p4"), stocked("p4", in_stock=False))
    assert len(FileStore().kept()) == 1
    assert [type(signal) for signal in kept()] == [Bought, Bought, Viewed, ProductSignal, StockSignal]


def test_a_batch_that_comes_again_replaces_its_file() -> None:
    messages = [ordered("usr_1", "p1"), viewed("p2")]
    hear(*messages)
    hear(*reversed(messages))
    assert len(FileStore().kept()) == 1


def test_an_order_of_two_variants_of_a_product_is_one_purchase_of_it() -> None:
    hear(ordered("usr_1", "p1", "p1"))
    assert len(kept()) == 1


def test_what_a_customer_bought_is_not_shown_to_them_any_more() -> None:
    hear(ordered("usr_1", "p1"), ordered("usr_2", "p2"))
    assert hidden_from("usr_1") == {"p1"}


def test_what_somebody_looked_at_is_hidden_from_them_only_if_they_are_known() -> None:
    hear(viewed("p1"), viewed("p2", customer="usr_1"))
    assert hidden_from("usr_1") == {"p2"}
    assert [item.pk for item in items(ProductsItem)] == [keys.of_customer("usr_1")]


def test_what_leaves_sale_is_hidden_from_all_until_it_is_back() -> None:
    for product_id, skus in (("p2", 1), ("p3", 1), ("p4", 2)):
        ListStore().put(keys.of_product(product_id), {}, "2026-11-26T02", skus=skus)
    hear(product("p1", state="archived", version=2), *(stocked(f"p{n}", in_stock=False) for n in range(2, 6)))
    assert hidden_from("usr_1") == {"p1", "p2", "p3"}  # p4 has another SKU, p5 no training has met
    hear(stocked("p2", in_stock=True, sequence=2), product("p1", version=3))
    assert hidden_from("usr_1") == {"p3"}


def test_a_new_draft_was_never_shown_and_need_not_be_hidden() -> None:
    hear(product("p1", state="draft"), product("p2", state="draft", version=2))
    assert hidden_from("usr_1") == {"p2"}


def test_what_is_no_news_writes_nothing() -> None:
    hear(ordered("usr_1", "p1"))
    [before] = items(ProductsItem)
    hear(ordered("usr_1", "p1", order="ord_again"), product("p9"))
    assert [item.writer for item in items(ProductsItem)] == [before.writer]


def test_an_event_of_another_shape_comes_again_alone() -> None:
    from recommendations.reactions.keep_signals import handler

    wrong = message("OrderConfirmed", {"order": {"id": 7}}, number=7)
    answer = handler({"Records": [wrong, viewed("p1")]}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-7"}]}
    assert len(kept()) == 1


class Rivals(ListStore):
    """A store where somebody else adds something before each write, so many times."""

    def __init__(self, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
        commit = __import__("haat.table.writes", fromlist=["commit"]).commit
        self.times = times

        def late(*wanted: object) -> Sequence[object]:
            if self.times:
                self.times -= 1
                monkeypatch.setattr("haat.table.writes.commit", commit)
                ListStore().add_seen("usr_1", [f"rival-{self.times}"])
                monkeypatch.setattr("haat.table.writes.commit", late)
            return commit(*wanted)  # type: ignore[no-any-return]

        monkeypatch.setattr("haat.table.writes.commit", late)


def test_two_at_once_both_count(monkeypatch: pytest.MonkeyPatch) -> None:
    Rivals(2, monkeypatch).add_seen("usr_1", ["mine"])
    assert hidden_from("usr_1") == {"rival-0", "rival-1", "mine"}


def test_who_meets_somebody_each_time_leaves_it_to_the_next_delivery(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ContendedList):
        Rivals(ATTEMPTS, monkeypatch).add_seen("usr_1", ["mine"])
