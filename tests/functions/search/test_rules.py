"""The rules that admins set, and what searches make of them."""

from typing import Any

import pytest

from haat.table import writes
from haat.table.meter import meter
from search import manifest
from search.api import (
    count_products,
    create_rule,
    delete_rule,
    find_products,
    get_rule,
    list_rules,
    replace_rule,
)
from search.domain import rules
from search.engines.embedded.engine import EmbeddedEngine
from search.store.rules import RulesStore
from tests.functions.search.samples import changed, product
from tests.support.requests import Response, admin_claims, send

pytestmark = pytest.mark.usefixtures("bucket")
ADMIN = admin_claims()
PINS = {"kind": "pins", "question": "Kettle", "products": ["c", "no-such", "b"]}
REDIRECT = {"kind": "redirect", "question": "  KETTLE ", "to": "/c/kettles?sort=new"}
SYNONYMS = {"kind": "synonyms", "phrases": ["kettle", "Water boiler", "samovar"]}


@pytest.fixture(autouse=True)
def shop(bucket: str) -> None:
    names = {"a": "Kettle", "b": "Big kettle", "c": "Mug", "d": "Samovar"}
    EmbeddedEngine().apply([changed(product(id_, name)) for id_, name in names.items()])


def create(body: dict[str, Any], **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(create_rule.handler, body, headers=named, claims=ADMIN)


def replaced(rule_id: str, body: dict[str, Any], **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(replace_rule.handler, body, path={"rule_id": rule_id}, headers=named, claims=ADMIN)


def delete(rule_id: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return send(delete_rule.handler, path={"rule_id": rule_id}, headers=named, claims=ADMIN)


def show(rule_id: str) -> Response:
    return send(get_rule.handler, path={"rule_id": rule_id}, claims=ADMIN)


def listed() -> list[str]:
    return [rule["id"] for rule in send(list_rules.handler, claims=ADMIN).json["items"]]


def find(question: str) -> Response:
    for function in (find_products.handler, count_products.handler):
        function.__dict__.pop("_dependencies", None)  # as in a new function
    return send(find_products.handler, query={"q": question})


def found(question: str) -> list[str]:
    return [item["id"] for item in find(question).json["items"]]


def test_a_rule_is_set_shown_changed_and_deleted_and_says_who_changed_it_last() -> None:
    made = create(PINS)
    rule_id = made.json["id"]
    assert (made.status, made.headers["etag"]) == (201, '"1"')
    assert made.headers["location"] == f"/api/admin/search/rules/{rule_id}"
    assert (made.json["updated_by"], made.json["terms"]["products"]) == ("admin", ["c", "no-such", "b"])
    assert show(rule_id).json == made.json

    after = replaced(rule_id, REDIRECT, if_match='"1"')
    assert (after.status, after.headers["etag"], after.json["terms"]["to"]) == (200, '"2"', REDIRECT["to"])
    assert replaced(rule_id, PINS, if_match='"1"').status == 412
    assert delete(rule_id, if_match='"1"').status == 412
    assert listed() == [rule_id]
    assert delete(rule_id, if_match='"2"').status == 204
    assert [show(rule_id).status, delete(rule_id).status, replaced(rule_id, PINS).status] == [404] * 3
    assert listed() == []


def test_a_repeated_request_sets_one_rule() -> None:
    first, again = create(PINS, idempotency_key="k"), create(PINS, idempotency_key="k")
    assert (again.status, again.json) == (201, first.json)
    assert listed() == [first.json["id"]]


def test_a_question_has_one_redirect_and_one_list_of_pins() -> None:
    pins, redirect = create(PINS), create(REDIRECT)
    assert redirect.status == 201
    rival = create(PINS | {"question": "kettle!"})
    assert (rival.status, rival.json["code"], rival.json["rule_id"]) == (409, "rule_exists", pins.json["id"])
    assert replaced(redirect.json["id"], PINS).json["code"] == "rule_exists"
    assert replaced(pins.json["id"], PINS).status == 200


def test_of_two_changes_at_once_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rule_id = create(PINS).json["id"]
    old = RulesStore().current(consistent=True)
    replaced(rule_id, PINS)
    monkeypatch.setattr(RulesStore, "current", lambda *_, **__: old)
    assert create(REDIRECT).json["code"] == "rules_overtaken"
    assert replaced(rule_id, PINS).json["code"] == "rules_overtaken"
    assert delete(rule_id).json["code"] == "rules_overtaken"


def test_there_are_so_many_rules_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.store.rules.RULES_MAX", 1)
    create(PINS)
    assert create(REDIRECT).json["code"] == "rules_full"
    monkeypatch.setattr("search.store.rules.RULES_MAX", 9)
    monkeypatch.setattr("search.store.rules.RULES_BYTES_MAX", 300)
    assert create(REDIRECT).json["code"] == "rules_full"


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "magic"},
        SYNONYMS | {"more": 1},
        SYNONYMS | {"phrases": []},
        SYNONYMS | {"phrases": ["kettle"]},
        SYNONYMS | {"phrases": ["kettle", ""]},
        SYNONYMS | {"phrases": ["kettle", "!"]},
        SYNONYMS | {"phrases": ["kettle", "KETTLE "]},
        SYNONYMS | {"phrases": ["kettle", "x" * 61]},
        SYNONYMS | {"phrases": [f"word{number}" for number in range(11)]},
        SYNONYMS | {"question": "kettle"},
        REDIRECT | {"question": " - "},
        REDIRECT | {"question": "x" * 201},
        REDIRECT | {"one_way": True},
        REDIRECT | {"products": ["a"]},
        PINS | {"products": []},
        PINS | {"products": ["a", "a"]},
        PINS | {"products": ["a b"]},
        PINS | {"products": [f"p{number}" for number in range(11)]},
        PINS | {"to": "/c"},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(body: dict[str, Any]) -> None:
    response = create(body)
    assert (response.status, response.json["code"]) == (422, "invalid_input")
    assert listed() == []


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/..//evil.example",
        "/../x",
        "c/kettles",
        "javascript:alert(1)",
        "/c\n",
        "/c\r\nx: y",
        "",
    ],
)
def test_a_redirect_never_leaves_the_shop(to: str) -> None:
    assert create(REDIRECT | {"to": to}).status == 422


def test_pins_come_first_as_far_as_they_are_on_sale() -> None:
    assert sorted(found("kettle")) == ["a", "b"]
    create(PINS)
    assert found(" KETTLE") == ["c", "b", "a"]
    assert "c" not in found("big kettle")
    assert send(count_products.handler, query={"q": "kettle"}).json["total"] == 3


def test_a_redirect_is_told_beside_what_was_found() -> None:
    create(REDIRECT)
    answer = find("Kettle!").json
    assert (answer["redirect"], answer["total"]) == (REDIRECT["to"], 2)
    assert find("big kettle").json["redirect"] is None
    assert find("").json["redirect"] is None


def test_synonyms_stand_for_one_another_or_only_for_the_first() -> None:
    rule_id = create(SYNONYMS).json["id"]
    assert sorted(found("kettle")) == sorted(found("water boiler")) == ["a", "b", "d"]
    replaced(rule_id, SYNONYMS | {"one_way": True})
    assert sorted(found("kettle")) == ["a", "b", "d"]
    assert found("samovar") == ["d"]


def test_a_question_is_read_in_so_many_ways_and_no_more() -> None:
    terms = rules.Terms(rules.Kind.SYNONYMS, tuple(f"w{letter}" for letter in "abcdefghij"))
    rule = rules.Rule("r", terms, 1, "", "", "")
    also = rules.steer("a big wa", [rule]).also
    assert len(also) == rules.ALSO_MAX
    assert also[0] == "a big wb"
    assert rules.steer("wax", [rule]).also == ()


def test_rules_are_read_again_when_it_is_time_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCH_REFRESH_S", "60")
    assert find("kettle").json["redirect"] is None
    assert len(meter.calls) == manifest.FIND_PRODUCTS.round_trips
    create(REDIRECT)
    again = send(find_products.handler, query={"q": "kettle"})
    assert (again.json["redirect"], meter.calls) == (None, [])
    monkeypatch.setenv("SEARCH_REFRESH_S", "0")
    assert send(find_products.handler, query={"q": "kettle"}).json["redirect"] == REDIRECT["to"]


def test_searches_answer_when_the_rules_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise writes.TableBusy

    monkeypatch.setattr(RulesStore, "current", broken)
    assert sorted(found("kettle")) == ["a", "b"]


def test_changes_stay_within_their_round_trips() -> None:
    rule_id = create(PINS).json["id"]
    replaced(rule_id, PINS)
    assert len(meter.calls) == manifest.REPLACE_RULE.round_trips
    delete(rule_id)
    assert len(meter.calls) == manifest.DELETE_RULE.round_trips
