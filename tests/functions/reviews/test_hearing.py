"""What others do to a review: vote, report; and what a person in charge decides."""

from collections.abc import Callable

import pytest

from haat.shop_settings import REVIEW_REPORTS
from haat.table.meter import meter
from reviews import manifest
from reviews.api import inspect_review, list_waiting_reviews
from reviews.keys import RATING
from tests.functions.reviews.conftest import Crowd
from tests.functions.reviews.support import ADA, BOB, BOWL, Person, decide, rating, shown
from tests.support.events import emitted
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("shop")
REPORTS_MAX = REVIEW_REPORTS.default
READERS = [Person(f"reader{number}") for number in range(12)]


@pytest.fixture
def review_id(shop: None) -> str:
    """Ada's, which everybody can read."""
    return str(ADA.write().json["id"])


def votes() -> tuple[int, int]:
    """Who found the only review helpful, and who did not."""
    (seen,) = shown().json["items"]
    return seen["helpful"], seen["unhelpful"]


def waiting(**query: str) -> Response:
    return send(list_waiting_reviews.handler, query=query, claims=admin_claims())


def inspect(review_id: str) -> Response:
    return send(inspect_review.handler, path={"review_id": review_id}, claims=admin_claims())


def test_a_vote_counts_once_and_the_last_one_holds(review_id: str) -> None:
    assert BOB.vote(review_id, helpful=True).json == {"helpful": True}
    BOB.vote(review_id, helpful=True)
    assert votes() == (1, 0)
    BOB.vote(review_id, helpful=False)
    assert votes() == (0, 1)
    assert BOB.vote(review_id, None).status == 204
    assert BOB.vote(review_id, None).status == 204
    assert votes() == (0, 0)
    BOB.vote(review_id, helpful=True)
    assert votes() == (1, 0)


def test_everybody_who_votes_at_once_is_counted(review_id: str, crowd: Crowd) -> None:
    def vote(place: int) -> None:
        if place + 1 < len(READERS):
            crowd.append(lambda: vote(place + 1))
        assert READERS[place].vote(review_id, helpful=place % 3 != 0).status == 200

    vote(0)
    assert votes() == (8, 4)


def test_one_customer_who_votes_twice_at_once_is_counted_once(review_id: str, crowd: Crowd) -> None:
    crowd.append(lambda: BOB.vote(review_id, helpful=True))
    BOB.vote(review_id, helpful=True)
    assert votes() == (1, 0)


def test_nobody_votes_for_or_reports_the_own_review(review_id: str) -> None:
    for response in (ADA.vote(review_id, helpful=True), ADA.vote(review_id, None), ADA.report(review_id)):
        assert (response.status, response.json["code"]) == (409, "own_review")
    assert votes() == (0, 0)


def test_what_is_not_published_is_as_absent_as_what_never_was() -> None:
    hidden = BOB.write().json["id"]
    for ask in (lambda of: ADA.vote(of, helpful=True), lambda of: ADA.vote(of, None), ADA.report):
        foreign, absent = ask(hidden), ask("rev_never")
        assert (foreign.status, foreign.text) == (404, absent.text)


def test_a_vote_while_the_review_is_taken_away_does_not_bring_it_back(review_id: str, crowd: Crowd) -> None:
    crowd.append(lambda: decide(review_id, "rejected", 1))
    assert BOB.vote(review_id, helpful=True).status == 404
    assert shown(sort="helpful").json["items"] == []


def test_votes_outlive_a_review_that_is_changed(review_id: str) -> None:
    BOB.vote(review_id, helpful=True)
    ADA.rewrite(review_id, text="see www.example")
    ADA.rewrite(review_id, text="Better now.")
    assert votes() == (1, 0)


def test_enough_reports_take_a_review_back_until_somebody_looks(review_id: str) -> None:
    for reader in READERS[: REPORTS_MAX - 1]:
        assert reader.report(review_id).status == 204
    assert rating() == (1, 5.0)
    assert READERS[REPORTS_MAX].report(review_id, "offensive").status == 204

    assert (rating(), shown().json["items"]) == ((0, None), [])
    assert ADA.show(review_id).json["reasons"] == ["reported"]
    (queued,) = waiting().json["items"]
    assert (queued["id"], queued["reports"], queued["customer_id"]) == (review_id, REPORTS_MAX, "usr_ada")
    assert sorted(report["reason"] for report in inspect(review_id).json["reports"]) == [
        "offensive", "spam", "spam",
    ]  # fmt: skip


def test_a_report_counts_once_for_each_customer(review_id: str) -> None:
    BOB.report(review_id)
    for _ in range(REPORTS_MAX):
        assert BOB.report(review_id).json["code"] == "review_reported_before"
    assert rating() == (1, 5.0)


def test_reports_at_once_take_a_review_back_once(review_id: str, crowd: Crowd) -> None:
    def report(place: int) -> None:
        if place < REPORTS_MAX:
            crowd.append(lambda: report(place + 1))
        READERS[place].report(review_id)

    report(0)
    assert rating() == (0, None)
    assert [event.name for event in emitted(RATING, BOWL)] == ["ProductRatingChanged"] * 2
    assert inspect(review_id).json["review"]["reports"] == REPORTS_MAX


def test_a_changed_comma_does_not_bring_a_reported_review_back(review_id: str) -> None:
    for reader in READERS[:REPORTS_MAX]:
        reader.report(review_id)
    assert ADA.rewrite(review_id, title="Lovely!").json["state"] == "pending"
    ADA.erase(review_id)
    assert ADA.write().json["reasons"] == ["reported"]


def test_who_looks_at_a_reported_review_may_publish_it_and_reports_count_anew(review_id: str) -> None:
    for reader in READERS[:REPORTS_MAX]:
        reader.report(review_id)
    version = inspect(review_id).json["review"]["version"]
    assert decide(review_id, "published", version, "Nothing wrong with it.").json["state"] == "published"
    assert rating() == (1, 5.0)
    READERS[REPORTS_MAX].report(review_id)
    assert rating() == (1, 5.0)
    assert inspect(review_id).json["review"]["reports"] == 1


def test_a_person_lets_a_review_through_or_not_and_says_why() -> None:
    first = BOB.write().json["id"]
    assert [one["id"] for one in waiting().json["items"]] == [first]
    assert decide(first, "published", 1, "Welcome.").status == 200
    assert (BOB.show(first).json["note"], rating(), waiting().json["items"]) == ("Welcome.", (1, 5.0), [])
    assert decide(first, "rejected", 2, "After all.").status == 200
    assert (BOB.show(first).json["state"], rating()) == ("rejected", (0, None))
    assert [event.sequence for event in emitted(RATING, BOWL)] == [1, 2]


def test_nobody_decides_about_words_that_were_not_read(crowd: Crowd) -> None:
    review_id = BOB.write().json["id"]
    BOB.rewrite(review_id, text="Other words.")
    response = decide(review_id, "published", 1)
    assert (response.json["code"], response.json["version"]) == ("review_changed", 2)
    crowd.append(lambda: BOB.rewrite(review_id, text="Others still."))
    assert decide(review_id, "published", 2).json["code"] == "review_changed"
    assert (rating(), BOB.show(review_id).json["version"]) == ((0, None), 3)


def test_nobody_decides_about_a_review_that_is_deleted(crowd: Crowd) -> None:
    review_id = BOB.write().json["id"]
    crowd.append(lambda: BOB.erase(review_id))
    assert decide(review_id, "published", 1).status == 404
    assert (decide(review_id, "published", 2).status, inspect(review_id).status) == (404, 404)
    assert rating() == (0, None)


def test_a_decision_has_a_reason_and_only_an_admin_takes_it() -> None:
    review_id = BOB.write().json["id"]
    assert decide(review_id, "published", 1, "").status == 422
    assert decide(review_id, "deleted", 1).status == 422
    assert send(list_waiting_reviews.handler, claims=customer_claims("usr_bob")).status == 403


def test_what_others_do_takes_as_many_round_trips_as_declared(review_id: str) -> None:
    calls = []
    BOB.own()  # whose session lives, is known from now on
    deeds: list[Callable[[], Response]] = [
        lambda: BOB.vote(review_id, helpful=True),
        lambda: BOB.vote(review_id, None),
        lambda: BOB.report(review_id),
        lambda: decide(review_id, "rejected", 1),
        lambda: inspect(review_id),
        waiting,
    ]
    for deed in deeds:
        assert deed().status < 300
        calls.append(len(meter.calls))
    declared = [
        manifest.VOTE_ON_REVIEW, manifest.TAKE_VOTE_BACK, manifest.REPORT_REVIEW, manifest.DECIDE_REVIEW,
        manifest.INSPECT_REVIEW,
    ]  # fmt: skip
    assert calls == [*(endpoint.round_trips for endpoint in declared), 1]
