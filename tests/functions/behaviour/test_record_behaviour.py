"""POST /api/events/behaviour"""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from behaviour.api.record_behaviour import handler
from behaviour.domain import Gate, Told, View
from behaviour.recorder import ATTEMPTS, Recorder
from behaviour.store import GateItem, GateStore, Passed
from haat import clock
from haat.events.outbox import EventItem
from infra.docs.events import schemas
from tests.support.requests import customer_claims, send
from tests.support.table import items

pytestmark = pytest.mark.usefixtures("table")

CUSTOMER = "usr_01kawz9d2hq4m7x0t3f5b8n6cv"
PRODUCT = "prod_01kawzq3n5rv0v7k8t9m2c4x6y"
VALIDATORS = {one.event: Draft202012Validator(one.document) for one in schemas()}


def view(number: int = 1, **changed: object) -> dict[str, object]:
    return {"type": "ViewedProduct", "id": f"view-{number:04}", "product_id": PRODUCT} | changed


def search(number: int = 1, **changed: object) -> dict[str, object]:
    return {"type": "SearchPerformed", "id": f"search-{number:04}", "query": "bowl", "results": 3} | changed


def body(*events: object, **changed: object) -> dict[str, object]:
    return {"session": "session-1", "events": list(events)} | changed


def told() -> dict[str, Any]:
    """The data of what was emitted, by name; each fits its schema."""
    found = {item.name: json.loads(item.data) for item in items(EventItem)}
    for name, data in found.items():
        assert [error.message for error in VALIDATORS[name].iter_errors(data)] == []
    return found


def test_views_and_searches_become_an_event_each_and_nobody_is_named() -> None:
    answer = send(handler, body(view(1), view(2, query="bowl"), search()))
    assert (answer.status, answer.json) == (202, {"accepted": 3, "repeated": 0})
    views, searches = told()["ProductsViewed"], told()["SearchesPerformed"]
    assert [(one["id"], one["query"]) for one in views["views"]] == [
        ("view-0001", None),
        ("view-0002", "bowl"),
    ]
    assert searches["searches"] == [{"id": "search-0001", "query": "bowl", "results": 3}]
    assert views["customer_id"] is searches["customer_id"] is None


def test_a_kind_that_was_not_told_has_no_event() -> None:
    send(handler, body(search()))
    assert set(told()) == {"SearchesPerformed"}


def test_a_repeat_is_taken_once_and_what_is_new_beside_it_is_taken() -> None:
    send(handler, body(view(1), view(2)))
    assert send(handler, body(view(1), view(2))).json == {"accepted": 0, "repeated": 2}
    assert send(handler, body(view(2), view(3), view(3))).json == {"accepted": 1, "repeated": 2}
    assert len(items(EventItem)) == 2


@pytest.mark.parametrize(("consent", "named"), [(True, CUSTOMER), (False, None)])
def test_a_customer_is_named_only_by_consent(consent: bool, named: str | None) -> None:
    send(handler, body(view(), consent=consent), claims=customer_claims(CUSTOMER))
    assert told()["ProductsViewed"]["customer_id"] == named


def test_consent_without_a_token_names_nobody() -> None:
    send(handler, body(view(), consent=True))
    assert told()["ProductsViewed"]["customer_id"] is None


def test_a_token_that_is_not_valid_is_refused_rather_than_forgotten() -> None:
    answer = send(handler, body(view()), headers={"authorization": "Bearer nonsense"})
    assert answer.status == 401


def test_neither_address_nor_day_can_be_read_from_the_table_and_it_forgets() -> None:
    send(handler, body(view()))
    [gate] = items(GateItem)
    assert "203.0.113.9" not in str(gate.to_simple_dict())
    now_s = clock.now_s()
    assert all(item.ttl and item.ttl > now_s for item in (gate, *items(EventItem)))


def test_the_next_day_an_address_is_somebody_else() -> None:
    send(handler, body(view()))
    with clock.set_to(lambda: 2_000_000_000.0):
        send(handler, body(view()))
    assert len(items(GateItem)) == 2


def test_more_than_an_address_may_tell_waits_and_can_be_sent_again() -> None:
    gates = GateStore()
    spent = Gate(tokens=1, filled_at_ms=clock.now_ms() + 60_000, version=1)
    gates.pass_through("203.0.113.9", spent, Told("s", (), ()))
    answer = send(handler, body(view(1), view(2)))
    assert (answer.status, answer.json["code"]) == (429, "behaviour_limited")
    assert int(answer.headers["retry-after"]) > 0
    assert send(handler, body(view(1))).status == 202


class Crowd(GateStore):
    """A gate where somebody is always faster, so many times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def pass_through(self, address: str, gate: Gate, told: Told) -> Passed | None:
        if self.times:
            self.times -= 1
            super().pass_through(
                address, Gate(version=gate.version), Told("rival", (View("a", PRODUCT),), ())
            )
            return Passed()
        return super().pass_through(address, gate, told)


def test_a_gate_that_somebody_else_went_through_meanwhile_is_closed() -> None:
    gates, told_ = GateStore(), Told("s", (View("a", PRODUCT),), ())
    for version in (1, 2):
        assert gates.pass_through("a", Gate(version=version), told_) is None
        assert gates.pass_through("a", Gate(version=version), told_) == Passed()
    assert len(items(EventItem)) == 2


def test_two_of_one_address_at_once_are_both_taken() -> None:
    assert Recorder(Crowd(2)).record("a", Told("s", (View("mine", PRODUCT),), ())) == 1
    assert GateStore().find("a").version == 3


def test_who_meets_a_crowd_waits() -> None:
    answer = Recorder(Crowd(ATTEMPTS)).record("a", Told("s", (View("mine", PRODUCT),), ()))
    assert not isinstance(answer, int)


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        (body(), "/events"),
        (body(*(view(n) for n in range(51))), "/events"),
        (body(view(), session="short"), "/session"),
        (body(view(), session="session-1\n"), "/session"),
        (body(view(), user_id="usr_1"), "/user_id"),
        (body(view(product_id="prod_1")), "/events/0"),
        (body(view(), view(type="Bought")), "/events/1"),
        (body(view(price=3)), "/events/0"),
        (body(search(query="")), "/events/0"),
        (body(search(query="x" * 201)), "/events/0"),
        (body(search(results=-1)), "/events/0"),
        (body(search(results=True)), "/events/0"),
    ],
)
def test_what_is_not_behaviour_is_refused(wrong: dict[str, object], pointer: str) -> None:
    answer = send(handler, wrong)
    assert answer.status == 422
    assert answer.json["errors"][0]["pointer"].startswith(pointer)
    assert items(EventItem) == []


def test_half_a_character_is_refused() -> None:
    raw = json.dumps(body(search())).replace("bowl", "\\ud83d")
    assert send(handler, raw=raw).status == 400


@pytest.mark.parametrize("query", ["خزف", "🦆🦆", "a\u0000b", "x" * 200, '"; DROP TABLE'])
def test_any_text_is_a_query(query: str) -> None:
    assert send(handler, body(search(query=query))).status == 202
    assert told()["SearchesPerformed"]["searches"][0]["query"] == query
