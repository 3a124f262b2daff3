"""The endpoints of recommendations."""

import pytest

from haat.table.meter import meter
from recommendations.api import get_recommendations, inspect_recommendations, list_popular, list_related
from recommendations.domain.choosing import Kind
from recommendations.keys import of_customer, of_popular, of_product
from recommendations.store import ListStore
from tests.support.requests import CUSTOMER, Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")
RUN = "2026-11-26T02"


@pytest.fixture(autouse=True)
def ready(table: None) -> None:
    lists = ListStore()
    lists.put(of_customer(CUSTOMER), {Kind.FOR_YOU: ["p1", "p2", "p3"]}, RUN)
    lists.put(of_popular(None), {Kind.POPULAR: [f"p{n}" for n in range(2, 60)]}, RUN)
    lists.put(of_popular("bowls"), {Kind.POPULAR: ["p7"]}, RUN)
    lists.put(of_product("p1"), {Kind.BOUGHT_TOGETHER: ["p2"], Kind.SIMILAR: ["p3", "p2"]}, RUN)


def mine(**query: str) -> Response:
    return send(
        get_recommendations.handler, path={"user_id": CUSTOMER}, claims=customer_claims(), query=query
    )


def related(product_id: str = "p1", **query: str) -> list[tuple[str, str]]:
    answer = send(list_related.handler, path={"product_id": product_id}, query=query)
    assert answer.status == 200
    return pairs(answer)


def pairs(answer: Response) -> list[tuple[str, str]]:
    return [(one["product_id"], one["kind"]) for one in answer.json["items"]]


def test_a_customer_gets_their_list_and_then_what_is_popular() -> None:
    answer = mine(limit="5")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "private, no-store"
    assert pairs(answer) == [
        ("p1", "for_you"), ("p2", "for_you"), ("p3", "for_you"), ("p4", "popular"), ("p5", "popular")
    ]  # fmt: skip


def test_a_list_is_one_read() -> None:
    meter.reset()
    ListStore().of_customer(CUSTOMER)
    ListStore().of_product("p1")
    ListStore().of_category("bowls")
    assert meter.calls == ["dynamodb.BatchGetItem"] * 3


def test_what_was_seen_or_is_gone_is_not_shown() -> None:
    ListStore().add_seen(CUSTOMER, ["p1"])
    ListStore().move_gone(["p2"], [])
    assert pairs(mine(limit="2")) == [("p3", "for_you"), ("p4", "popular")]
    assert ("p2", "bought_together") not in related()


def test_a_customer_nobody_knows_gets_what_is_popular() -> None:
    answer = send(get_recommendations.handler, path={"user_id": "usr_new"}, claims=customer_claims("usr_new"))
    assert {kind for _, kind in pairs(answer)} == {"popular"}
    assert len(pairs(answer)) == 20


def test_a_stranger_and_nobody_are_answered_alike() -> None:
    foreign = send(get_recommendations.handler, path={"user_id": "usr_2"}, claims=customer_claims())
    absent = send(get_recommendations.handler, path={"user_id": "nonsense"}, claims=customer_claims())
    assert (foreign.status, foreign.text) == (404, absent.text)


def test_without_a_token_there_is_nothing() -> None:
    assert send(get_recommendations.handler, path={"user_id": CUSTOMER}).status == 401
    assert send(inspect_recommendations.handler, path={"user_id": CUSTOMER}).status == 403


def test_an_admin_sees_what_a_customer_gets() -> None:
    claims = admin_claims()
    answer = send(inspect_recommendations.handler, path={"user_id": CUSTOMER}, claims=claims)
    assert answer.json == mine().json
    assert send(inspect_recommendations.handler, path={"user_id": "usr_2"}, claims=claims).status == 404


def test_a_product_has_what_was_asked_for_first_and_then_the_rest() -> None:
    assert related(limit="3") == [("p2", "bought_together"), ("p3", "similar"), ("p4", "popular")]
    assert related(kind="similar", limit="2") == [("p3", "similar"), ("p2", "similar")]
    assert related(kind="popular", limit="1") == [("p2", "popular")]


def test_a_product_is_not_recommended_beside_itself() -> None:
    assert "p5" not in dict(related("p5", limit="50"))


@pytest.mark.parametrize("product_id", ["new", "🦆", "x" * 3000])
def test_a_product_that_no_training_has_met_has_what_is_popular(product_id: str) -> None:
    assert {kind for _, kind in related(product_id)} == {"popular"}


def test_what_is_popular_in_the_shop_or_in_a_category_may_be_cached() -> None:
    answer = send(list_popular.handler)
    assert len(answer.json["items"]) == 20
    assert answer.headers["cache-control"] == "public, max-age=0, s-maxage=300"
    assert pairs(send(list_popular.handler, query={"category": "bowls"})) == [("p7", "popular")]
    assert pairs(send(list_popular.handler, query={"category": "none"})) == []


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "51"}, {"limit": "x"}, {"page": "2"}])
def test_what_cannot_be_asked_is_refused(query: dict[str, str]) -> None:
    assert mine(**query).status == 422


@pytest.mark.parametrize("kind", ["for_you", "", "Similar"])
def test_other_kinds_are_refused(kind: str) -> None:
    answer = send(list_related.handler, path={"product_id": "p1"}, query={"kind": kind})
    assert (answer.status, answer.json["errors"][0]["pointer"]) == (422, "/kind")


@pytest.mark.parametrize("category", ["", "Bowls", "a--b", "bowls\n", "x" * 61])
def test_what_is_no_slug_is_refused(category: str) -> None:
    assert send(list_popular.handler, query={"category": category}).status == 422
