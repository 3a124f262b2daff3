"""Lists of wishes: begun, filled, shared, deleted, and moved into the cart."""

from collections.abc import Callable

import pytest

from cart.api import add_item as add_to_cart
from haat.manifest import Endpoint
from haat.table.meter import meter
from tests.functions.wishlists.support import ADA, BOB, opened, skus
from tests.support.meanwhile import Rivals
from tests.support.requests import Response, send
from tests.support.shop import change_offer, stock
from tests.support.table import items
from wishlists import manifest
from wishlists.domain import ITEMS_MAX, LISTS_MAX
from wishlists.store.items import WatcherItem

pytestmark = pytest.mark.usefixtures("shop")


def watched() -> set[str]:
    """The SKUs that somebody watches."""
    return {item.pk.removeprefix("WATCH#") for item in items(WatcherItem) if item.lists}


def test_a_list_is_begun_filled_and_shown() -> None:
    response = ADA.create("Küche <b>")
    assert (response.status, response.json["items"], response.json["link_token"]) == (201, [], None)
    wishlist_id = response.json["id"]
    assert response.headers["location"] == f"/api/wishlists/{wishlist_id}"
    ADA.add(wishlist_id, "bowl")
    response = ADA.add(wishlist_id, "lamp")
    assert (skus(response), response.headers["etag"]) == (["bowl", "lamp"], '"3"')
    assert ADA.show(wishlist_id).json == response.json
    assert response.json["items"][0]["price_when_added"] == {"amount_minor": 2400, "currency": "EUR"}
    assert response.json["name"] == "Küche <b>"
    assert watched() == {"bowl", "lamp"}


def test_what_is_on_a_list_is_not_added_again() -> None:
    wishlist_id = ADA.begin("bowl")
    before = ADA.show(wishlist_id).json
    assert ADA.add(wishlist_id, "bowl").json == before


def test_what_is_not_on_sale_cannot_be_wished_for_but_stays_where_it_was() -> None:
    wishlist_id = ADA.begin("bowl")
    assert ADA.add(wishlist_id, "nothing").json["code"] == "sku_not_offered"
    change_offer("bowl", on_sale=False)
    assert skus(ADA.add(wishlist_id, "bowl")) == ["bowl"]
    assert skus(ADA.remove(wishlist_id, "bowl")) == []
    assert ADA.add(wishlist_id, "bowl").status == 422


def test_what_is_taken_off_is_watched_no_more_unless_another_list_has_it() -> None:
    first, second = ADA.begin("bowl", "tea"), ADA.begin("bowl")
    assert skus(ADA.remove(first, "bowl")) == ["tea"]
    assert watched() == {"bowl", "tea"}
    ADA.remove(second, "bowl")
    assert watched() == {"tea"}
    assert ADA.remove(second, "bowl").status == 404


def test_a_customer_has_several_lists_but_not_any_number(rivals: Rivals) -> None:
    made = [ADA.begin() for _ in range(LISTS_MAX - 1)]
    rivals.next(ADA.create)
    response = ADA.create()
    assert (response.status, response.json["code"]) == (409, "too_many_wishlists")
    assert ADA.all()[:-1] == made
    assert ADA.delete(made[0]).status == 204
    assert ADA.create().status == 201


def test_two_lists_begun_at_once_are_both_there(rivals: Rivals) -> None:
    rivals.next(ADA.create)
    ADA.create()
    assert len(ADA.all()) == 2


def test_a_list_begun_twice_by_one_key_is_one() -> None:
    first, second = ADA.create(key="k"), ADA.create(key="k")
    assert (first.text, len(ADA.all())) == (second.text, 1)


def test_a_list_is_full_at_some_time_and_can_be_deleted_even_so() -> None:
    wishlist_id = ADA.begin()
    for number in range(ITEMS_MAX):
        stock(f"sku{number}")
        assert ADA.add(wishlist_id, f"sku{number}").status == 200
    assert ADA.add(wishlist_id, "bowl").json["code"] == "wishlist_full"
    assert ADA.delete(wishlist_id).status == 204
    assert watched() == set()


def test_two_items_added_at_once_are_both_on_the_list(rivals: Rivals) -> None:
    wishlist_id = ADA.begin()
    rivals.next(lambda: ADA.add(wishlist_id, "tea"))
    assert skus(ADA.add(wishlist_id, "bowl")) == ["tea", "bowl"]


def test_an_item_added_while_the_list_is_deleted_is_watched_by_nobody(rivals: Rivals) -> None:
    wishlist_id = ADA.begin()
    rivals.next(lambda: ADA.delete(wishlist_id))
    assert ADA.add(wishlist_id, "bowl").status == 404
    assert watched() == set()


def test_an_item_added_right_before_the_list_is_deleted_is_watched_by_nobody(rivals: Rivals) -> None:
    wishlist_id = ADA.begin()
    rivals.next(lambda: ADA.add(wishlist_id, "bowl"))
    assert ADA.delete(wishlist_id).status == 204
    assert (watched(), ADA.all()) == (set(), [])


def test_a_link_shows_the_list_and_not_whose_it_is() -> None:
    wishlist_id = ADA.begin("bowl")
    token = ADA.share(wishlist_id).json["link_token"]
    assert ADA.share(wishlist_id).json["link_token"] == token
    response = opened(token)
    assert (response.status, skus(response), response.json["name"]) == (200, ["bowl"], "Home")
    assert "usr_" not in response.text
    assert set(response.json["items"][0]) == {"sku", "product_id", "name"}


def test_a_link_that_is_revoked_stays_so_and_the_next_one_is_another() -> None:
    wishlist_id = ADA.begin("bowl")
    first = ADA.share(wishlist_id).json["link_token"]
    assert ADA.revoke(wishlist_id).json["link_token"] is None
    assert opened(first).status == 404
    second = ADA.share(wishlist_id).json["link_token"]
    assert (opened(first).status, opened(second).status) == (404, 200)


def test_links_that_open_nothing_are_all_answered_alike() -> None:
    deleted, private, shared = ADA.begin(), ADA.begin(), ADA.begin()
    token = ADA.share(deleted).json["link_token"]
    open_token = ADA.share(shared).json["link_token"]
    ADA.delete(deleted)
    tokens = [
        token,
        f"{private}.{token.partition('.')[2]}",
        f"{private}.{open_token.partition('.')[2]}",
        open_token[:-1] + ("0" if open_token[-1] != "0" else "1"),
        shared,
        "nothing",
        "x" * 3000,
    ]
    answers = [opened(one) for one in tokens]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1


def test_somebody_elses_list_is_as_absent_as_none() -> None:
    wishlist_id = ADA.begin("bowl")
    ADA.share(wishlist_id)
    for ask in (
        BOB.show, BOB.delete, BOB.rename, BOB.share, BOB.revoke,
        lambda of: BOB.add(of, "tea"), lambda of: BOB.remove(of, "bowl"),
    ):  # fmt: skip
        foreign, absent = ask(wishlist_id), ask("wl_never")
        assert (foreign.status, foreign.text) == (404, absent.text)
    assert BOB.all() == []
    assert skus(ADA.show(wishlist_id)) == ["bowl"]


def test_only_what_was_seen_is_changed_or_deleted() -> None:
    wishlist_id = ADA.begin()
    assert ADA.rename(wishlist_id, tag='"2"').status == 412
    assert ADA.rename(wishlist_id, tag='"1"').json["name"] == "Birthday"
    assert ADA.delete(wishlist_id, tag='"1"').status == 412
    assert ADA.delete(wishlist_id, tag='"2"').status == 204
    assert ADA.delete(wishlist_id).status == 404


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00b", "two\nlines"])
def test_a_name_is_a_name(name: str) -> None:
    assert ADA.create(name).status == 422


def moved(item: dict[str, str]) -> Response:
    """The client puts an item into the cart, under the item's id."""
    body, key = {"sku": item["sku"], "quantity": 1}, {"idempotency-key": item["item_id"]}
    return send(add_to_cart.handler, body, headers=key, claims=ADA.claims)


def test_an_item_that_is_moved_twice_comes_into_the_cart_once() -> None:
    wishlist_id = ADA.begin("bowl")
    (item,) = ADA.show(wishlist_id).json["items"]
    assert [moved(item).json["lines"][0]["quantity"] for _ in range(3)] == [1, 1, 1]
    assert skus(ADA.remove(wishlist_id, "bowl")) == []
    assert moved(item).json["lines"][0]["quantity"] == 1

    (again,) = ADA.add(wishlist_id, "bowl").json["items"]
    assert moved(again).json["lines"][0]["quantity"] == 2


def test_wishlists_take_as_many_round_trips_as_they_declare() -> None:
    wishlist_id = ADA.begin()
    asked: list[tuple[Callable[[], Response], Endpoint]] = [
        (ADA.create, manifest.CREATE_WISHLIST),
        (lambda: ADA.show(wishlist_id), manifest.GET_WISHLIST),
        (lambda: ADA.add(wishlist_id, "bowl"), manifest.ADD_ITEM),
        (lambda: ADA.remove(wishlist_id, "bowl"), manifest.REMOVE_ITEM),
        (lambda: ADA.share(wishlist_id), manifest.SHARE_WISHLIST),
        (lambda: ADA.delete(wishlist_id), manifest.DELETE_WISHLIST),
    ]
    for ask, declared in asked:
        assert ask().status < 300
        assert len(meter.calls) == declared.round_trips, declared.module
