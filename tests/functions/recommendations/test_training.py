"""Trainings, from what was heard to what is served."""

from collections.abc import Callable
from typing import Any

import pytest

from haat import clock
from recommendations.domain.choosing import Kind
from recommendations.store import FileStore, ListStore, RunStore
from recommendations.store.lists import ListItem, Overtaken
from recommendations.tasks import finish_training, gather_signals, train_model, write_lists
from tests.functions.recommendations.samples import hear, ordered, product, stocked, viewed
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("bucket")
Step = Callable[[], Any]


def train(run: str = "2026-11-26T02", *, times: int = 1) -> None:
    """A whole training, each step so many times."""
    given = {"run": run, "at_s": clock.now_s()}

    def repeated(step: Callable[[object, None], Any], payload: object) -> Any:
        return [step(payload, None) for _ in range(times)][-1]

    repeated(gather_signals.handler, given)
    parts = repeated(train_model.handler, given)["parts"]
    for part in range(parts):
        assert repeated(write_lists.handler, {"run": run, "part": part})["next"] == part + 1
    repeated(finish_training.handler, {"run": run})


def shop() -> None:
    """Two tastes, and Ada who has begun with tea."""
    hear(*(product(f"p_{name}", name) for name in ("pot", "cup", "leaves", "pen", "paper", "blotter")))
    hear(*(ordered(f"usr_tea{n}", "p_pot", "p_cup", "p_leaves") for n in range(5)))
    hear(*(ordered(f"usr_ink{n}", "p_pen", "p_paper", "p_blotter") for n in range(4)))
    hear(ordered("usr_ada", "p_pot", "p_cup"))


def served(customer: str = "usr_ada") -> list[str]:
    found = ListStore().of_customer(customer)
    return [one for one in found.lists[0].get(Kind.FOR_YOU, ()) if one not in found.hidden]


def related(product_id: str, kind: Kind) -> tuple[str, ...]:
    return tuple(ListStore().of_product(product_id).lists[0][kind])


def popular(category: str | None = None) -> list[str]:
    return list(ListStore().of_category(category).lists[0].get(Kind.POPULAR, ()))


def test_a_customer_is_served_what_others_of_the_same_taste_have() -> None:
    shop()
    train()
    assert served()[0] == "p_leaves"
    assert {"p_pot", "p_cup"}.isdisjoint(ListStore().of_customer("usr_ada").lists[0][Kind.FOR_YOU])


def test_a_product_has_what_lies_in_baskets_with_it() -> None:
    shop()
    train()
    assert set(related("p_pen", Kind.BOUGHT_TOGETHER)) == {"p_paper", "p_blotter"}


def test_a_new_product_has_what_is_like_it() -> None:
    shop()
    hear(
        product(
            "p_new", "Glass teapot", brand="Glas", category=("tea", "pots"), attributes={"volume_ml": 500}
        )
    )
    hear(
        product("p_old", "Iron teapot", brand="Iron", category=("tea", "pots"), attributes={"volume_ml": 500})
    )
    train()
    assert related("p_new", Kind.SIMILAR)[0] == "p_old"
    assert related("p_new", Kind.BOUGHT_TOGETHER) == ()


def test_what_visits_look_at_together_is_similar() -> None:
    hear(*(product(f"p_{n}", f"name{n}", brand=f"brand{n}", category=(f"c{n}",)) for n in range(4)))
    hear(*(viewed("p_0", "p_1", session=f"s{n}") for n in range(3)), viewed("p_2", "p_3", session="other"))
    train()
    assert related("p_0", Kind.SIMILAR) == ("p_1",)


def test_what_is_popular_is_told_for_the_shop_and_for_each_category_and_its_branches() -> None:
    shop()
    hear(product("p_far", category=("garden",)), ordered("usr_x", "p_far"))
    train()
    assert popular()[:2] == ["p_pot", "p_cup"]
    assert popular("kitchen") == popular("bowls")
    assert popular("garden") == ["p_far"]
    assert popular("nowhere") == []


def test_a_product_that_sells_out_after_the_training_is_hidden() -> None:
    shop()
    train()
    assert served()[0] == "p_leaves"
    hear(stocked("p_leaves", in_stock=False))
    assert "p_leaves" not in served()


def test_many_views_make_a_product_popular_too_and_an_old_view_does_not() -> None:
    shop()
    hear(*(viewed("p_pen", session=f"s{n}") for n in range(80)))
    hear(*(viewed("p_pen", "p_cup", session=f"old{n}", days_ago=31) for n in range(80)))
    train()
    assert popular()[0] == "p_pen"


def test_what_is_archived_or_sold_out_is_not_listed() -> None:
    shop()
    hear(product("p_leaves", version=2, state="archived"), stocked("p_paper", in_stock=False))
    train()
    assert not {"p_leaves", "p_paper"} & {*served(), *popular(), *related("p_pot", Kind.BOUGHT_TOGETHER)}


def test_what_was_bought_after_the_training_is_not_shown_any_more() -> None:
    shop()
    train()
    hear(ordered("usr_ada", "p_leaves", order="ord_late"))
    assert "p_leaves" not in served()


def test_every_step_may_be_repeated() -> None:
    shop()
    train()
    once = {item.pk: item.lists for item in items(ListItem)}
    train("2026-11-27T02", times=2)
    assert {item.pk: item.lists for item in items(ListItem)} == once
    assert {item.run for item in items(ListItem)} == {"2026-11-27T02"}


def test_the_next_training_knows_what_the_last_one_did_and_the_signals_are_gone() -> None:
    shop()
    train()
    assert FileStore().kept() == []
    hear(*(ordered(f"usr_new{n}", "p_pot", "p_cup", "p_pen") for n in range(9)))
    train("2026-11-27T02")
    assert set(served()[:2]) == {"p_leaves", "p_pen"}
    assert FileStore().kept() == []


def test_signals_that_a_crash_left_behind_are_not_taken_in_again() -> None:
    shop()
    run = "2026-11-26T02"
    gather_signals.handler({"run": run, "at_s": clock.now_s()}, None)
    RunStore().finish(run)  # and the machine died before it deleted anything
    train("2026-11-27T02")
    lines = list(FileStore().read("runs/2026-11-27T02/bought.gz", dict))
    assert len(lines) == len({(line["basket"], line["product"]) for line in lines}) == 29
    assert FileStore().kept() == []


def test_signals_that_come_during_a_training_are_for_the_next() -> None:
    shop()
    run, at_s = "2026-11-26T02", clock.now_s()
    gather_signals.handler({"run": run, "at_s": at_s}, None)
    hear(ordered("usr_late", "p_pen"))
    finish_training.handler({"run": run}, None)
    assert len(FileStore().kept()) == 1


def test_files_of_earlier_trainings_are_deleted() -> None:
    shop()
    train()
    train("2026-11-27T02")
    assert FileStore().before("2026-11-27T02") == []
    assert FileStore().before("2026-11-28T02")


def test_a_training_that_comes_late_replaces_nothing() -> None:
    lists = ListStore()
    assert lists.put("RECOMMENDED#x", {Kind.POPULAR: ["new"]}, "2026-11-27T02") is None
    assert lists.put("RECOMMENDED#x", {Kind.POPULAR: ["old"]}, "2026-11-26T02") == Overtaken()
    RunStore().finish("2026-11-27T02")
    RunStore().finish("2026-11-26T02")
    assert RunStore().current() == "2026-11-27T02"
    assert [item.lists for item in items(ListItem)] == [{Kind.POPULAR: ("new",)}]


def test_lists_are_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommendations.training.LISTS_OF_PART", 4)
    shop()
    train()
    assert served()[0] == "p_leaves"
    assert len(items(ListItem)) > 4


def test_a_shop_without_purchases_has_a_training() -> None:
    train()
    assert popular() == []
    assert served() == []


def test_what_was_bought_two_years_ago_is_forgotten() -> None:
    hear(ordered("usr_1", "p_old", days_ago=731), ordered("usr_1", "p_new", days_ago=729))
    train()
    assert [line["product"] for line in FileStore().read("runs/2026-11-26T02/bought.gz", dict)] == ["p_new"]


def test_who_has_not_bought_for_a_year_and_guests_have_no_list_of_their_own() -> None:
    shop()
    hear(ordered("usr_gone", "p_pot", days_ago=400), ordered("gst_1", "p_pot"))
    train()
    assert not ListStore().of_customer("usr_gone").known
    assert not ListStore().of_customer("gst_1").known
    assert ListStore().of_customer("usr_ada").known
