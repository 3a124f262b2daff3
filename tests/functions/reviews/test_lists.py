"""Lists of reviews: in three orders, page by page."""

import pytest

from haat import clock
from haat.table.meter import meter
from tests.functions.reviews.support import ADA, BOB, BOWL, LAMP, Person, bought, listed, shown

pytestmark = pytest.mark.usefixtures("shop")
STARS = [3, 5, 1, 5, 2]


@pytest.fixture
def ids(shop: None) -> list[str]:
    """Five reviews of the bowl, in the order in which they were published, a minute apart."""
    return [_written(number, stars) for number, stars in enumerate(STARS)]


def _written(number: int, stars: int) -> str:
    name = f"p{number}"
    bought(name, BOWL)
    moment_s = clock.seconds(f"2026-11-22T09:3{number}:00Z")
    with clock.set_to(lambda: moment_s):
        return str(Person(name).write(stars=stars).json["id"])


def pages(limit: int, **query: str) -> list[str]:
    """The ids of all pages, in order."""
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = shown(limit=str(limit), **query, **cursor).json
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            return seen
        cursor = {"cursor": page["next"]}


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_the_newest_come_first(ids: list[str], limit: int) -> None:
    assert pages(limit) == ids[::-1]


def test_most_stars_come_first_and_of_those_the_newest(ids: list[str]) -> None:
    assert pages(2, sort="rating") == [ids[3], ids[1], ids[0], ids[4], ids[2]]


def test_what_helped_most_comes_first_and_what_helped_nobody_last(ids: list[str]) -> None:
    ADA.vote(ids[2], helpful=True)
    BOB.vote(ids[2], helpful=True)
    ADA.vote(ids[0], helpful=True)
    ADA.vote(ids[4], helpful=False)
    assert pages(2, sort="helpful") == [ids[2], ids[0], ids[3], ids[1], ids[4]]


def test_other_stars_are_another_place_and_a_deleted_review_has_none(ids: list[str]) -> None:
    Person("p2").rewrite(ids[2], stars=4)
    Person("p3").erase(ids[3])
    assert pages(2, sort="rating") == [ids[1], ids[2], ids[0], ids[4]]
    assert pages(2) == pages(2, sort="newest") == [ids[4], ids[2], ids[1], ids[0]]
    assert ids[3] not in pages(2, sort="helpful")


def test_a_cursor_belongs_to_one_product_and_one_order(ids: list[str]) -> None:
    listed(LAMP)
    cursor = shown(limit="1").json["next"]
    assert shown(cursor=cursor).status == 200
    for response in (
        shown(cursor=cursor, sort="rating"),
        shown(LAMP, cursor=cursor),
        shown(cursor=cursor + "x"),
    ):
        assert (response.status, response.json["code"]) == (400, "cursor_invalid")


@pytest.mark.parametrize("query", [{"sort": "worst"}, {"limit": "0"}, {"limit": "101"}, {"stars": "5"}])
def test_a_list_that_is_not_offered_is_refused(query: dict[str, str]) -> None:
    assert shown(**query).status == 422


def test_a_page_of_the_usual_length_takes_two_round_trips(ids: list[str]) -> None:
    shown()
    assert meter.calls == ["dynamodb.Query", "dynamodb.BatchGetItem"]


def test_ones_own_reviews_are_listed_in_any_state_and_not_what_was_only_bought(ids: list[str]) -> None:
    listed(LAMP)
    bought("ada", LAMP, "ord_2")
    ADA.write(text="see www.example")
    (own,) = ADA.own().json["items"]
    assert (own["product_id"], own["state"]) == (BOWL, "pending")
    ADA.write(LAMP)
    first = ADA.own(limit="1").json
    second = ADA.own(limit="1", cursor=first["next"]).json
    assert [page["items"][0]["product_id"] for page in (first, second)] == [BOWL, LAMP]
    assert BOB.own(cursor=first["next"]).status == 400
