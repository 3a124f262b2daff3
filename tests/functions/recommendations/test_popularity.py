"""Each night products are told of that are more popular than they were, or less; all others are not."""

import json

import pytest

from haat import clock
from haat.events.outbox import EventItem
from haat.table import reads
from recommendations.domain.popularity import heat, settled
from recommendations.store.popularity import PopularityItem, PopularityStore
from recommendations.tasks import finish_training, gather_signals, train_model, write_lists
from tests.functions.recommendations.samples import hear, ordered, product, viewed
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("bucket")
MONTH_S = 30 * 24 * 3600


def train(run: str, *, later_s: int = 0) -> None:
    """A whole training, and each part of it written twice."""
    given = {"run": run, "at_s": clock.now_s() + later_s}
    gather_signals.handler(given, None)
    for part in range(train_model.handler(given, None)["parts"]):
        for _ in range(2):
            write_lists.handler({"run": run, "part": part}, None)
    finish_training.handler({"run": run}, None)


def told() -> list[tuple[str, int]]:
    """All that was told, the oldest news of each product first."""
    events = sorted(items(EventItem), key=lambda event: (event.pk, event.sequence))
    data = [json.loads(event.data) for event in events if event.name == "ProductPopularityChanged"]
    return [(one["product_id"], one["level"]) for one in data]


def test_twice_as_many_baskets_are_two_steps() -> None:
    assert [heat(baskets) for baskets in (0, 1, 3, 7)] == [0, 2, 4, 6]


def test_a_product_stays_on_its_step_until_it_is_clearly_on_another() -> None:
    for level, now, after in ((4, 4.7, 4), (4, 4.8, 5), (4, 3.3, 4), (4, 3.2, 3), (0, 0.7, 0), (1, 0.0, 0)):
        assert settled(level, now) == after, (level, now)
        assert settled(after, now) == after


def test_what_is_bought_or_looked_at_is_told_and_nothing_else() -> None:
    hear(*(product(f"p_{name}") for name in ("sold", "seen", "dull")))
    hear(*(ordered(f"usr_{n}", "p_sold", days_ago=0.01) for n in range(7)))
    hear(*(viewed("p_seen", "p_unknown", session=f"s{n}", days_ago=0.01) for n in range(20)))
    train("1")
    assert told() == [("p_seen", 2), ("p_sold", 6)]


def test_what_stays_as_popular_is_told_once_and_what_is_forgotten_is_told_so() -> None:
    hear(product("p"), *(ordered(f"usr_{n}", "p", days_ago=0.01) for n in range(3)))
    train("1")
    train("2")
    assert told() == [("p", 4)]
    train("3", later_s=MONTH_S)
    train("4", later_s=24 * MONTH_S)
    assert told() == [("p", 4), ("p", 3), ("p", 0)]


def test_an_earlier_training_that_comes_late_changes_nothing() -> None:
    assert PopularityStore().settle({"p": 8.0}, "2026-11-27T02") == 1
    assert PopularityStore().settle({"p": 2.0}, "2026-11-26T02") == 0
    assert [(item.level, item.version) for item in items(PopularityItem)] == [(8, 1)]


def test_of_two_that_settle_at_once_the_other_tries_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read = reads.find_many

    def read_and_be_overtaken(keys: list[tuple[str, str]], *, consistent: bool) -> object:
        found = read(keys, consistent=consistent)
        monkeypatch.setattr(reads, "find_many", read)
        assert PopularityStore().settle({"p": 2.0}, "1") == 1
        return found

    monkeypatch.setattr(reads, "find_many", read_and_be_overtaken)
    assert PopularityStore().settle({"p": 6.0, "q": 2.0}, "1") == 2
    assert told() == [("p", 2), ("p", 6), ("q", 2)]
