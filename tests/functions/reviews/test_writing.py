"""A customer reviews a product: once, and again after thinking better of it."""

from typing import Any

import pytest

from haat.table.meter import meter
from reviews import manifest
from reviews.keys import RATING
from tests.functions.reviews.conftest import Crowd
from tests.functions.reviews.support import (
    ADA,
    BOB,
    BOWL,
    LAMP,
    Person,
    archived,
    bought,
    catalogued,
    decide,
    listed,
    rating,
    shown,
)
from tests.support.events import data, emitted
from tests.support.requests import Response

pytestmark = pytest.mark.usefixtures("shop")
MARKUP = "<script>alert(1)</script> <img src=x onerror=alert(2)> {{7*7}} **bold** &amp; \n'; DROP TABLE"


def test_who_bought_is_published_at_once_and_counted() -> None:
    response = ADA.write()
    assert (response.status, response.json["state"], response.json["verified_purchase"]) == (
        201,
        "published",
        True,
    )
    assert response.headers["location"] == f"/api/reviews/{response.json['id']}"
    (seen,) = shown().json["items"]
    assert (seen["id"], seen["stars"], seen["verified_purchase"]) == (response.json["id"], 5, True)
    assert "customer_id" not in seen
    (event,) = emitted(RATING, BOWL)
    assert event.name == "ProductRatingChanged"
    assert data(event) == {
        "product_id": BOWL, "count": 1, "sum": 5, "average": 5.0,
        "histogram": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 1},
    }  # fmt: skip


def test_who_did_not_buy_and_has_published_nothing_waits_for_a_person() -> None:
    response = BOB.write()
    assert (response.json["state"], response.json["reasons"]) == ("pending", ["newcomer"])
    assert response.json["verified_purchase"] is False
    assert (shown().json["items"], rating()) == ([], (0, None))
    assert emitted(RATING, BOWL) == []


def test_who_has_published_before_is_published_without_having_bought_and_it_says_so() -> None:
    listed(LAMP)
    ADA.write()
    assert ADA.write(LAMP).json["state"] == "published"
    assert [one["verified_purchase"] for one in shown(LAMP).json["items"]] == [False]


def test_markup_is_kept_and_shown_as_given() -> None:
    response = ADA.write(title=MARKUP.partition("\n")[0], text=MARKUP)
    assert response.json["text"] == MARKUP
    assert [one["text"] for one in shown().json["items"]] == [MARKUP]
    assert shown().headers["content-type"] == "application/json"


def test_sixty_four_reviews_at_once_by_one_customer_are_one(crowd: Crowd) -> None:
    """Each reads before any writes: the last to read writes first, and all others find a review there."""
    answers: list[Response] = []

    def write(place: int) -> None:
        if place < 64:
            crowd.append(lambda: write(place + 1))
        answers.append(ADA.write(stars=1 + place % 5))

    write(1)

    codes = [answer.status for answer in answers]
    assert (codes.count(201), codes.count(409)) == (1, 63)
    assert {answer.json["code"] for answer in answers if answer.status == 409} == {"review_exists"}
    assert (rating()[0], len(shown().json["items"]), len(emitted(RATING, BOWL))) == (1, 1, 1)


def test_a_repeated_request_gets_the_first_answer() -> None:
    first, second = ADA.write(key="k"), ADA.write(key="k")
    assert (first.text, second.headers["idempotency-replayed"]) == (second.text, "true")
    assert ADA.write(key="another").json["code"] == "review_exists"


@pytest.mark.parametrize("product", ["prod_nowhere", LAMP])
def test_what_is_no_product_or_none_any_more_is_not_reviewed(product: str) -> None:
    listed(LAMP)
    archived(LAMP)
    listed(LAMP)  # late
    assert ADA.write(product).status == 404


def test_a_draft_is_reviewed_when_it_is_on_sale() -> None:
    catalogued("ProductCreated", "draft", LAMP)
    assert (ADA.write(LAMP).status, shown(LAMP).status) == (404, 404)
    catalogued("ProductUpdated", "active", LAMP)
    assert ADA.write(LAMP).status == 201


def test_products_that_are_known_already_are_not_written_again() -> None:
    catalogued("ProductUpdated", "active", BOWL, BOWL)
    assert meter.calls == ["dynamodb.BatchGetItem"]


def test_a_product_that_never_was_has_no_list() -> None:
    assert shown("prod_nowhere").status == 404
    assert shown(BOWL).json["rating"] == {
        "average": None, "count": 0, "histogram": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0},
    }  # fmt: skip


def test_other_stars_are_counted_instead_of_the_first_ones() -> None:
    review_id = ADA.write(stars=5).json["id"]
    response = ADA.rewrite(review_id, stars=2, text="The handle came off.")
    assert (response.json["state"], response.json["version"]) == ("published", 2)
    assert rating() == (1, 2.0)
    assert [data(event)["sum"] for event in emitted(RATING, BOWL)] == [5, 2]


def test_a_change_is_looked_at_again() -> None:
    review_id = ADA.write().json["id"]
    response = ADA.rewrite(review_id, text="Cheaper at https://example.org !")
    assert (response.json["state"], response.json["reasons"]) == ("pending", ["links"])
    assert (rating(), shown().json["items"]) == ((0, None), [])
    assert ADA.rewrite(review_id).json["state"] == "published"


def test_who_was_rejected_by_a_person_waits_for_one_whatever_is_changed() -> None:
    review_id = ADA.write().json["id"]
    assert decide(review_id, "rejected", 1, "It is about the parcel service.").status == 200
    assert (ADA.show(review_id).json["note"], rating()) == ("It is about the parcel service.", (0, None))
    response = ADA.rewrite(review_id, title="Lovely!")
    assert (response.json["state"], response.json["reasons"]) == ("pending", ["rejected_before"])
    ADA.erase(review_id)
    assert ADA.write().json["reasons"] == ["rejected_before"]


def test_a_deleted_review_leaves_no_word_and_no_star_and_may_be_written_again() -> None:
    review_id = ADA.write().json["id"]
    assert ADA.erase(review_id).status == 204
    assert (ADA.show(review_id).status, ADA.erase(review_id).status, ADA.rewrite(review_id).status) == (
        404,
    ) * 3
    assert (rating(), shown().json["items"], ADA.own().json["items"]) == ((0, None), [], [])
    again = ADA.write(stars=3)
    assert (again.status, again.json["id"], rating()) == (201, review_id, (1, 3.0))


def test_only_what_was_seen_is_changed_or_deleted() -> None:
    review_id = ADA.write().json["id"]
    assert ADA.show(review_id).headers["etag"] == '"1"'
    assert ADA.rewrite(review_id, '"2"').status == 412
    assert ADA.erase(review_id, '"2"').status == 412
    assert ADA.rewrite(review_id, '"1"').status == 200
    assert ADA.erase(review_id, '"1"').status == 412


def test_somebody_elses_review_is_as_absent_as_none() -> None:
    review_id = BOB.write().json["id"]
    for ask in (ADA.show, ADA.erase, ADA.rewrite):
        foreign, absent = ask(review_id), ask("rev_never")
        assert (foreign.status, foreign.text) == (404, absent.text)


def test_two_products_at_once_are_counted_for_one_customer(crowd: Crowd) -> None:
    listed(LAMP)
    bought("ada", LAMP)
    crowd.append(lambda: ADA.write(LAMP))
    assert ADA.write().status == 201
    assert [one["product_id"] for one in ADA.own().json["items"]] == sorted([BOWL, LAMP])


def test_an_account_has_so_many_reviews_waiting_at_most() -> None:
    products = [f"prod_{number:02}" for number in range(21)]
    listed(*products)
    answers = [BOB.write(product) for product in products]
    assert [answer.status for answer in answers] == [201] * 20 + [409]
    assert answers[-1].json["code"] == "too_many_reviews_waiting"
    BOB.erase(answers[0].json["id"])
    assert BOB.write(products[-1]).status == 201


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"stars": 0}, "/stars"),
        ({"stars": 6}, "/stars"),
        ({"stars": 4.5}, "/stars"),
        ({"stars": "5"}, "/stars"),
        ({"stars": None}, "/stars"),
        ({"title": "x" * 121}, "/title"),
        ({"text": "x" * 5001}, "/text"),
        ({"text": "a\x00b"}, "/text"),
        ({"title": "two\nlines"}, "/title"),
        ({"author_name": "\x1b[31m"}, "/author_name"),
        ({"verified_purchase": True}, "/verified_purchase"),
        ({"state": "published"}, "/state"),
    ],
)
def test_what_is_no_review_is_told_where(changed: dict[str, Any], pointer: str) -> None:
    response = ADA.write(**changed)
    assert response.status == 422, response.text
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


def test_reviews_take_as_many_round_trips_as_they_declare() -> None:
    calls = []
    ADA.own()  # whose session lives, is known from now on
    review_id = ADA.write().json["id"]
    calls.append(len(meter.calls))
    ADA.rewrite(review_id)
    calls.append(len(meter.calls))
    ADA.erase(review_id)
    calls.append(len(meter.calls))
    declared = (manifest.WRITE_REVIEW, manifest.REWRITE_REVIEW, manifest.DELETE_REVIEW)
    assert calls == [endpoint.round_trips for endpoint in declared]


def test_everybody_who_reviews_a_product_at_once_is_counted(crowd: Crowd) -> None:
    people = [Person(f"p{number}") for number in range(9)]
    for number in range(9):
        bought(f"p{number}", BOWL)
    answers: list[Response] = []

    def write(place: int) -> None:
        if place + 1 < len(people):
            crowd.append(lambda: write(place + 1))
        answers.append(people[place].write(stars=1 + place % 5))

    write(0)

    assert [answer.status for answer in answers] == [201] * 9
    assert shown().json["rating"]["histogram"] == {"1": 2, "2": 2, "3": 2, "4": 2, "5": 1}
    assert [event.sequence for event in emitted(RATING, BOWL)] == list(range(1, 10))
