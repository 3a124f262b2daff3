"""What staff decide about reviews: who lets them through, and how many reports take one back."""

import pytest

from haat.shop_settings import REVIEW_PUBLISHING, REVIEW_REPORTS
from tests.functions.reviews.support import ADA, BOB, BOWL, Person, bought, decide, rating
from tests.support.settings import choose

pytestmark = pytest.mark.usefixtures("shop")


def test_where_people_read_everything_a_buyers_review_waits_for_one() -> None:
    choose(REVIEW_PUBLISHING, "by_staff")

    review = ADA.write().json

    assert (review["state"], review["reasons"], rating()) == ("pending", ["all_are_read"], (0, None))
    assert decide(review["id"], "published", review["version"]).json["state"] == "published"


def test_buying_the_product_does_not_get_round_the_people_who_read() -> None:
    choose(REVIEW_PUBLISHING, "by_staff")
    review_id = BOB.write().json["id"]

    bought("bob", BOWL)

    shown = BOB.show(review_id).json
    assert (shown["state"], shown["reasons"]) == ("pending", ["newcomer", "all_are_read"])
    assert shown["verified_purchase"]


def test_what_rules_reject_stays_rejected_and_what_was_published_stays() -> None:
    published = ADA.write().json["id"]
    choose(REVIEW_PUBLISHING, "by_staff")
    assert ADA.show(published).json["state"] == "published"
    assert ADA.rewrite(published, text="casino bonus, buy followers").json["state"] != "published"
    choose(REVIEW_PUBLISHING, "by_rules")
    assert ADA.rewrite(published, text="It rings when you tap it.").json["state"] == "published"


def test_a_review_is_taken_back_by_as_many_reports_as_staff_say() -> None:
    review_id = ADA.write().json["id"]
    choose(REVIEW_REPORTS, 1)

    assert BOB.report(review_id).status == 204

    assert (rating(), ADA.show(review_id).json["state"]) == ((0, None), "pending")
    choose(REVIEW_REPORTS, 50)
    decide(review_id, "published", ADA.show(review_id).json["version"])
    for number in range(4):
        assert Person(f"reader{number}").report(review_id).status == 204
    assert ADA.show(review_id).json["state"] == "published"
