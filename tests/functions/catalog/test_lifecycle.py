"""From draft over sale to archive."""

from typing import Any

import pytest

from catalog.api import (
    archive_product,
    create_product,
    get_any_product,
    get_product,
    list_drafts,
    list_products,
    replace_product,
)
from catalog.keys import PRODUCT
from haat.events.outbox import EventItem, sort_key
from haat.keys import stock_key
from haat.table import reads
from haat.table.sku import SkuItem
from tests.functions.catalog.examples import body, variant
from tests.support.requests import Response, admin_claims, customer_claims, send

pytestmark = pytest.mark.usefixtures("table")


def post(**changed: Any) -> Response:
    return send(create_product.handler, body(**changed), claims=admin_claims())


def put(product_id: str, **changed: Any) -> Response:
    path = {"product_id": product_id}
    return send(replace_product.handler, body(**changed), path=path, claims=admin_claims())


def seen_by_anybody(product_id: str) -> tuple[int, int]:
    """The status of its page, and how often it is in the list."""
    shown = send(get_product.handler, path={"product_id": product_id})
    listed = send(list_products.handler, query={}).json["items"]
    return shown.status, [item["id"] for item in listed].count(product_id)


def seen_by_admins(product_id: str) -> Response:
    return send(get_any_product.handler, path={"product_id": product_id}, claims=admin_claims())


def drafts(**query: str) -> Response:
    return send(list_drafts.handler, query=query, claims=admin_claims())


def on_sale(sku: str = "BOWL-SEA") -> bool:
    row = reads.find(SkuItem, *stock_key(sku), consistent=True)
    assert row
    return bool(row.on_sale)


def test_a_draft_is_seen_by_admins_alone_and_nobody_can_buy_it() -> None:
    made = post(state="draft")
    assert (made.status, made.json["state"]) == (201, "draft")
    product_id = made.json["id"]
    assert seen_by_anybody(product_id) == (404, 0)
    assert seen_by_admins(product_id).json == made.json
    assert [item["id"] for item in drafts().json["items"]] == [product_id]
    assert not on_sale()


def test_a_draft_that_is_put_on_sale_is_seen_and_bought() -> None:
    product_id = post(state="draft").json["id"]
    assert put(product_id, state="active").json["state"] == "active"
    assert seen_by_anybody(product_id) == (200, 1)
    assert drafts().json["items"] == []
    assert on_sale()


def test_a_state_that_is_left_out_stays() -> None:
    product_id = post(state="draft").json["id"]
    assert put(product_id, name="Cup").json["state"] == "draft"
    assert not on_sale()
    put(product_id, state="active")
    assert put(product_id, name="Mug").json["state"] == "active"
    assert on_sale()


def test_a_product_that_was_on_sale_is_no_draft_again() -> None:
    product_id = post().json["id"]
    refused = put(product_id, state="draft")
    assert (refused.status, refused.json["code"]) == (409, "product_on_sale")
    assert seen_by_anybody(product_id) == (200, 1)


def test_a_draft_keeps_its_skus_for_itself() -> None:
    post(state="draft")
    assert post().json["code"] == "sku_taken"


def test_an_archived_product_is_readable_for_admins_and_for_nobody_else_and_stays_as_it_is() -> None:
    product_id = post().json["id"]
    send(archive_product.handler, path={"product_id": product_id}, claims=admin_claims())
    assert seen_by_anybody(product_id) == (404, 0)
    assert seen_by_admins(product_id).json["state"] == "archived"
    assert put(product_id).status == 404
    again = send(archive_product.handler, path={"product_id": product_id}, claims=admin_claims())
    assert again.status == 404
    assert not on_sale()


def test_a_draft_can_be_archived() -> None:
    product_id = post(state="draft").json["id"]
    answer = send(archive_product.handler, path={"product_id": product_id}, claims=admin_claims())
    assert answer.status == 204
    assert drafts().json["items"] == []


def test_each_step_is_told() -> None:
    product_id = post(state="draft").json["id"]
    put(product_id, state="active")
    events = [reads.find(EventItem, PRODUCT.key(product_id), sort_key(number)) for number in (1, 2)]
    told = [(event.name, f'"state":"{state}"' in event.data) for event, state in zip(
        [event for event in events if event], ("draft", "active"), strict=True
    )]  # fmt: skip
    assert told == [("ProductCreated", True), ("ProductUpdated", True)]


def test_drafts_come_newest_first_page_by_page() -> None:
    ids = [post(state="draft", variants=[variant(f"V-{number}")]).json["id"] for number in range(3)]
    first = drafts(limit="2")
    second = drafts(limit="2", cursor=first.json["next"])
    assert [item["id"] for item in first.json["items"] + second.json["items"]] == ids[::-1]
    assert drafts(cursor="x").json["code"] == "cursor_invalid"


def test_what_admins_see_is_kept_by_nobody() -> None:
    product_id = post().json["id"]
    assert seen_by_admins(product_id).headers["cache-control"] == "private, no-store"
    assert drafts().headers["cache-control"] == "private, no-store"


def test_a_state_that_there_is_not_is_refused() -> None:
    assert post(state="archived").status == post(state="sold").status == 422


def test_only_an_admin_sees_drafts() -> None:
    product_id = post(state="draft").json["id"]
    path = {"product_id": product_id}
    assert send(get_any_product.handler, path=path, claims=customer_claims()).status == 403
    assert send(list_drafts.handler, claims=customer_claims()).status == 403
