"""What visitors searched for, from the events to the suggestions."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from haat import clock
from haat.table import connection, writes
from haat.table.meter import meter
from search.queries_asked import QueriesAsked
from search.reactions.count_searches import handler
from search.store import AskedStore
from tests.functions.search.test_index_products import message

NOON_S = clock.seconds("2026-11-22T12:00:00Z")  # of the day of every message
DAY_S = 24 * 3600
EXAMPLES = Path(__file__).parents[3] / "events/behaviour/searches_performed.v1.json"

pytestmark = pytest.mark.usefixtures("bucket")


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with at(NOON_S):
        yield


@contextmanager
def at(moment_s: int) -> Iterator[None]:
    with clock.set_to(lambda: moment_s):
        yield


def told(session: str, *queries: str, results: int = 4) -> dict[str, str]:
    searches = [{"id": f"search-{n}", "query": query, "results": results} for n, query in enumerate(queries)]
    data = {"session_id": session, "customer_id": None, "searches": searches}
    return message("SearchesPerformed", 1, data)


def deliver(*messages: dict[str, str]) -> None:
    handler.__dict__.pop("_dependencies", None)  # as in a new function
    assert handler({"Records": list(messages)}, None) == {"batchItemFailures": []}


def suggested(typed: str) -> tuple[str, ...]:
    return QueriesAsked().beginning_with(typed, 5)


def test_a_question_of_three_sessions_is_suggested_by_its_beginning() -> None:
    deliver(told("session-a", "Blue kettle", "blue  KETTLE"), told("session-b", "blue kettle"))
    assert suggested("blue") == ()
    deliver(told("session-c", "blue kettle "))
    for typed in ("b", "Blue", " blue  k", "BLUE KETTLE", "blué"):
        assert suggested(typed) == ("blue kettle",)
    for typed in ("kettle", "blue kettles", " ", "*"):
        assert suggested(typed) == ()


def test_the_same_events_again_alone_and_together_count_once() -> None:
    batch = [told("session-a", "kettle"), told("session-b", "kettle")]
    deliver(*batch)
    deliver(*reversed(batch), *batch)
    assert suggested("k") == ()
    deliver(told("session-c", "kettle"))
    before = AskedStore().popular()
    deliver(told("session-c", "kettle"), *batch)
    assert AskedStore().popular() == before


def test_what_found_nothing_and_junk_is_not_counted() -> None:
    for session in ("session-a", "session-b", "session-c", "session-d"):
        deliver(told(session, "kettel", results=0), told(session, "jo@example.org", "4111 1111 1111 1111"))
    assert AskedStore().popular() == ()


def test_who_asks_more_comes_first_and_what_nobody_asks_any_more_goes() -> None:
    for n in range(4):
        deliver(told(f"session-{n}", "kettle blue"))
    for n in range(3):
        deliver(told(f"session-{n}", "kettle"))
    assert suggested("ket") == ("kettle blue", "kettle")
    with at(NOON_S + 13 * DAY_S):
        assert suggested("ket") == ("kettle blue", "kettle")
    with at(NOON_S + 14 * DAY_S):
        assert suggested("ket") == ()


def test_two_functions_at_once_lose_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    both_have_read = threading.Barrier(2)
    commit, first = writes.commit, threading.local()

    def meet(*wanted: writes.Write) -> list[object]:
        if not getattr(first, "met", False):
            first.met = True
            both_have_read.wait(timeout=10)
        return commit(*wanted)

    store = AskedStore()
    asking = [
        threading.Thread(target=store.count, args=("kettle", "2026-11-22", [session]))
        for session in ("session-a", "session-b")
    ]
    with monkeypatch.context() as meeting:
        meeting.setattr(writes, "commit", meet)
        for one in asking:
            one.start()
        for one in asking:
            one.join()
    popular = store.count("kettle", "2026-11-22", ["session-c"])
    assert popular is not None
    assert popular.weight == 3.0


def test_a_list_that_failed_after_the_count_is_made_good_by_the_repeat(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch = [told(f"session-{n}", "kettle") for n in range(3)]

    def fail(*_: object) -> None:
        raise TimeoutError

    with monkeypatch.context() as failing:
        failing.setattr(AskedStore, "list_popular", fail)
        with pytest.raises(TimeoutError):
            deliver(*batch)
    assert suggested("k") == ()
    deliver(*batch)
    assert suggested("k") == ("kettle",)


def test_nothing_kept_tells_the_session_and_all_of_it_expires() -> None:
    deliver(*(told(f"session-{n}", "kettle") for n in range(3)))
    kept = connection.shared().connection.dispatch("Scan", {"TableName": connection.shared().table_name})
    assert [item["ttl"]["N"] for item in kept["Items"]] == [str(NOON_S + 15 * DAY_S)] * 2
    assert "session" not in json.dumps(kept["Items"])


def test_a_full_day_of_a_hot_question_costs_reads_only() -> None:
    store = AskedStore()
    store.count("kettle", "2026-11-22", [f"session-{n}" for n in range(2000)])
    meter.reset()
    store.count("kettle", "2026-11-22", ["session-7"])
    assert meter.calls == ["dynamodb.GetItem"]


def test_suggestions_outlive_a_list_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(*(told(f"session-{n}", "kettle") for n in range(3)))
    asked = QueriesAsked()
    assert asked.beginning_with("k", 5) == ("kettle",)

    def fail(_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(AskedStore, "popular", fail)
    assert asked.beginning_with("k", 5) == ("kettle",)
    assert QueriesAsked().beginning_with("k", 5) == ()


def test_the_examples_of_the_event_can_be_read() -> None:
    for example in json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"]:
        deliver(message("SearchesPerformed", 1, example))
