"""Carts in the table."""

from dataclasses import replace
from typing import Any

import pytest

from cart import holder, versions
from cart.domain import Cart
from cart.keys import CART_SORT
from cart.store import CartItem, CartStore
from cart.versions import CartMoved, Change
from haat.table import reads
from haat.table.connection import MeteredConnection
from haat.table.meter import meter
from tests.functions.cart.support import OWNER, cart_of, line, offer, put_cart, sku_row, stock

GUEST = holder.guest("hash")


def test_a_saved_cart_is_read_back_whole(shop: None) -> None:
    cart = put_cart(OWNER, line("mug", 2), line("lamp"))

    assert CartStore().find(OWNER) == cart
    assert CartStore().read(OWNER).cart == cart


def test_an_unknown_holder_has_an_empty_cart_at_version_0(shop: None) -> None:
    assert CartStore().find(OWNER) == Cart(OWNER)


def test_a_cart_with_a_guests_and_an_offer_is_one_read(shop: None) -> None:
    own, guests = put_cart(OWNER, line("mug")), put_cart(GUEST, line("lamp"))
    meter.reset()

    found = CartStore().read(OWNER, guest=GUEST, sku="mug")

    assert (found.cart, found.guest) == (own, guests)
    assert found.offer == offer("mug", price_minor=750)
    assert meter.calls == ["dynamodb.BatchGetItem"]


def test_a_shopper_reads_what_was_written_last(shop: None, monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[str] = []
    dispatch = MeteredConnection.dispatch

    def recorded(self: MeteredConnection, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        requests.append(repr(request))
        return dispatch(self, operation, request)

    monkeypatch.setattr(MeteredConnection, "dispatch", recorded)
    CartStore().find(OWNER)
    CartStore().read(OWNER)
    CartStore().offers(["mug"])

    assert len(requests) == 3
    assert all("'ConsistentRead': True" in request for request in requests)


def test_offers_name_every_sku_asked_for(shop: None) -> None:
    row = sku_row("lamp")
    row.on_sale = False
    stock(row)

    offers = CartStore().offers(["mug", "lamp", "sofa"])

    assert offers == {"mug": offer("mug", price_minor=750), "lamp": None, "sofa": None}


def test_a_change_of_an_older_version_is_refused(shop: None) -> None:
    cart = put_cart(OWNER, line("mug"))
    put_cart(OWNER, line("lamp"))

    assert CartStore().save([_cleared(cart)]) == [CartMoved()]
    assert CartStore().find(OWNER).lines == (line("lamp"),)


def test_a_cart_that_somebody_else_began_meanwhile_is_not_overwritten(shop: None) -> None:
    put_cart(OWNER, line("mug"))

    assert CartStore().save([_cleared(Cart(OWNER))]) == [CartMoved()]


def test_two_carts_are_saved_together_or_not_at_all(shop: None) -> None:
    own, guests = put_cart(OWNER, line("mug")), put_cart(GUEST, line("lamp"))
    put_cart(GUEST, line("lamp", 2))

    assert CartStore().save([_cleared(own), _cleared(guests)]) == [CartMoved()]
    assert CartStore().find(OWNER) == own


def test_saving_nothing_calls_nobody(shop: None) -> None:
    meter.reset()

    assert CartStore().save(()) == []
    assert meter.calls == []


def test_a_cart_deleted_by_its_expiry_is_begun_again(shop: None) -> None:
    cart = put_cart(OWNER, line("mug"))
    CartItem(pk=OWNER.key, sk=CART_SORT).delete()

    assert CartStore().save([_cleared(cart)]) == [CartMoved()]
    assert put_cart(OWNER, line("lamp")).version > cart.version


def test_dynamodb_may_delete_a_cart_once_it_has_expired(shop: None) -> None:
    cart = put_cart(OWNER, line("mug"))

    item = reads.find(CartItem, OWNER.key, CART_SORT)

    assert item
    assert item.ttl == cart.expires_at_s


def _cleared(cart: Cart) -> Change:
    return versions.change(cart, replace(cart_of(), holder=cart.holder), at_ms=1_795_339_800_000)
