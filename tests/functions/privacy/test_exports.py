"""POST and GET /api/users/exports"""

import boto3
import pytest

import cart.keys
import identity.keys
import invoices.keys
import orders.keys
import payments.keys
import recommendations.keys
import reviews.keys
import wishlists.keys
from aftersales import keys as aftersales
from haat import clock
from haat.table.erasing import delete_rows
from privacy import keys
from privacy.api import ask_for_export, get_export
from privacy.domain import ASK_AGAIN_AFTER_S, KEPT_S, shown
from privacy.reactions import write_export
from privacy.store import ExportStore
from tests.support.events import emitted
from tests.support.messages import message_of
from tests.support.requests import Response, customer_claims, send
from tests.support.rights import somebody_else
from tests.support.shop import ADA, BOB

NOW_S = 1_790_000_000


@pytest.fixture(autouse=True)
def bucket(table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where copies go."""
    place = {"LocationConstraint": "eu-central-1"}
    boto3.client("s3").create_bucket(Bucket="haat-transfers", CreateBucketConfiguration=place)  # type: ignore[arg-type]
    monkeypatch.setenv("TRANSFERS_BUCKET", "haat-transfers")


def ask(who: str = ADA, key: str | None = None, later_s: int = 0) -> Response:
    headers = {"idempotency-key": key} if key else {}
    with clock.set_to(lambda: NOW_S + later_s):
        return send(ask_for_export.handler, headers=headers, claims=customer_claims(who))


def show(export_id: str, who: str = ADA, later_s: int = 0) -> Response:
    with clock.set_to(lambda: NOW_S + later_s):
        return send(get_export.handler, path={"export_id": export_id}, claims=customer_claims(who))


def test_a_copy_is_asked_for_and_told_of() -> None:
    response = ask()
    assert (response.status, response.json["ready_at"], response.json["download"]) == (202, None, None)
    (event,) = emitted(keys.EXPORT, response.json["id"])
    assert event.name == "PersonalDataAsked"
    assert show(response.json["id"]).json == response.json


def test_a_copy_is_written_once_and_had_by_a_link() -> None:
    export_id = ask().json["id"]
    (event,) = emitted(keys.EXPORT, export_id)
    for _ in range(2):
        answer = write_export.handler({"Records": [message_of(event)]}, None)
        assert answer == {"batchItemFailures": []}
    shown_ = show(export_id)
    assert shown_.json["ready_at"]
    assert (
        "X-Amz-Expires=300" in shown_.json["download"]["url"] or "Expires=" in shown_.json["download"]["url"]
    )
    assert shown_.headers["etag"] == '"2"'


def test_a_copy_whose_customer_is_erased_while_it_is_written_is_not_left_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    export_id = ask().json["id"]
    (event,) = emitted(keys.EXPORT, export_id)

    def erased_meanwhile(customer_id: str) -> dict[str, object]:
        with somebody_else():
            delete_rows(keys.EXPORT.key(export_id), keys.EXPORT_SORT)
        return {"account": customer_id}

    monkeypatch.setattr(write_export, "gather", erased_meanwhile)
    write_export.handler({"Records": [message_of(event)]}, None)
    assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket="haat-transfers")


def test_a_stranger_s_copy_is_as_absent_as_one_that_never_was() -> None:
    export_id = ask().json["id"]
    assert show(export_id, BOB) == show("exp_none", BOB)
    assert show(export_id, BOB).status == 404


def test_a_copy_is_there_for_a_week() -> None:
    export_id = ask().json["id"]
    assert show(export_id, later_s=KEPT_S - 1).status == 200
    assert show(export_id, later_s=KEPT_S).status == 404


def test_another_copy_may_be_asked_for_after_an_hour() -> None:
    ask()
    refused = ask(later_s=ASK_AGAIN_AFTER_S - 1)
    assert (refused.status, refused.json["code"]) == (429, "copy_asked_before")
    assert ask(BOB).status == 202
    assert ask(later_s=ASK_AGAIN_AFTER_S).status == 202


def test_a_repeat_with_the_same_key_gets_the_same_copy() -> None:
    first, again = ask(key="k"), ask(key="k")
    assert (again.text, again.headers["idempotency-replayed"]) == (first.text, "true")
    assert len(ExportStore().list_of(ADA)) == 1


def test_what_only_proves_something_is_not_shown() -> None:
    row: dict[str, dict[str, object]] = {
        "pk": {"S": "SESSION#usr_1"},
        "kind": {"S": "session"},
        "session": {"S": '{"device": "Phone", "salt": "x", "inner": [{"secret_hash": "y", "n": 1}]}'},
        "client_secret": {"S": "z"},
        "count": {"N": "3"},
        "lists": {"SS": ["b", "a"]},
        "note": {"S": "[no JSON"},
    }
    assert shown(row) == {
        "kind": "session",
        "session": {"device": "Phone", "inner": [{"n": 1}]},
        "count": 3,
        "lists": ["a", "b"],
        "note": "[no JSON",
    }


def test_the_keys_of_others_are_their_owners() -> None:
    assert keys.CART.key("c", ADA) == cart.keys.of_customer(ADA)
    assert keys.RECOMMENDED.key("customer", ADA) == recommendations.keys.of_customer(ADA)
    assert keys.review_key(ADA, "prod_1") == reviews.keys.REVIEW.key(reviews.keys.review_id(ADA, "prod_1"))
    assert keys.payment_key("ord_1") == payments.keys.PAYMENT.key(payments.keys.payment_id_of("ord_1"))
    assert keys.return_key("ord_1", 2) == aftersales.RETURN.key(aftersales.return_id_of("ord_1", 2))
    assert (keys.RETURNS_OF, keys.REVIEWER) == (aftersales.RETURNS_OF, reviews.keys.REVIEWER)
    assert (keys.ORDER, keys.ORDERS_OF) == (orders.keys.ORDER, orders.keys.ORDERS_OF)
    assert (keys.INVOICE, keys.WISHLIST) == (invoices.keys.INVOICE, wishlists.keys.WISHLIST)
    own = identity.keys
    assert (keys.USER, keys.SESSION, keys.ADDRESS_BOOK) == (own.USER, own.SESSION, own.ADDRESS_BOOK)
    assert (keys.LINKS_OF, keys.WISHLISTS_OF) == (own.LINKS_OF, wishlists.keys.WISHLISTS_OF)
