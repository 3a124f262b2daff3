"""How checkout takes carts over."""

import msgspec
import pytest

from cart import participant
from cart.domain import Cart
from cart.store import CartStore
from cart.versions import CartMoved
from haat import clock
from haat.table import writes
from haat.table.meter import meter
from tests.functions.cart.conftest import Rivals
from tests.functions.cart.support import OWNER, Shopper, line, offer, put_cart, sku_row, stock


@pytest.fixture
def cart(shop: None) -> Cart:
    """Two mugs and a kettle, at the prices of today."""
    put_cart(OWNER, line("mug", 2, price_minor=750), line("kettle", price_minor=3999))
    return participant.read("usr_1")


def test_a_cart_is_read_in_one_call(cart: Cart) -> None:
    meter.reset()

    assert participant.read("usr_1") == cart
    assert meter.calls == ["dynamodb.GetItem"]


def test_an_expired_cart_is_read_as_empty(cart: Cart) -> None:
    with clock.set_to(lambda: cart.expires_at_s):
        expired = participant.read("usr_1")

    assert (expired.lines, expired.version) == ((), cart.version)


def test_an_order_takes_the_lines_and_the_version_goes_on(cart: Cart) -> None:
    assert writes.commit(participant.consumed(cart, "ord_1")) == []

    emptied = participant.read("usr_1")
    assert (emptied.lines, emptied.version, emptied.taken_by) == ((), cart.version + 1, "ord_1")


def test_a_version_of_a_cart_can_be_taken_once(cart: Cart) -> None:
    assert writes.commit(participant.consumed(cart, "ord_1")) == []
    assert writes.commit(participant.consumed(cart, "ord_2")) == [CartMoved()]

    assert participant.read("usr_1").taken_by == "ord_1"


def test_a_cart_that_was_changed_meanwhile_is_not_taken(cart: Cart) -> None:
    Shopper(customer_id="usr_1").add("mug")

    assert writes.commit(participant.consumed(cart, "ord_1")) == [CartMoved()]
    assert len(participant.read("usr_1").lines) == 2


def test_an_order_racing_an_add_leaves_the_new_line_in_the_cart(cart: Cart) -> None:
    assert writes.commit(participant.consumed(cart, "ord_1")) == []
    Shopper(customer_id="usr_1").add("lamp")

    left = participant.read("usr_1")
    assert [found.sku for found in left.lines] == ["lamp"]
    assert left.taken_by is None


def test_repricing_saves_new_prices_and_drops_what_is_not_on_sale(cart: Cart) -> None:
    repriced = participant.repriced(cart, {"mug": offer("mug", price_minor=900), "kettle": None})

    assert isinstance(repriced, Cart)
    assert repriced.lines == (line("mug", 2, price_minor=900),)
    assert repriced.version == cart.version + 1
    assert participant.read("usr_1") == repriced


def test_repricing_a_cart_that_moved_changes_nothing(cart: Cart) -> None:
    Shopper(customer_id="usr_1").add("lamp")

    assert participant.repriced(cart, {"mug": None}) == CartMoved()
    assert len(participant.read("usr_1").lines) == 3


def test_refreshing_brings_a_cart_to_the_prices_of_today(cart: Cart) -> None:
    stock(sku_row("mug", price_minor=900))
    gone = sku_row("kettle")
    gone.on_sale = False
    stock(gone)

    assert participant.refreshed(OWNER).lines == (line("mug", 2, price_minor=900),)
    assert participant.read("usr_1").version == cart.version + 1


def test_refreshing_what_is_right_writes_nothing(cart: Cart) -> None:
    put_cart(OWNER, line("mug", price_minor=1000))
    stock(sku_row("mug", price_minor=1000))
    meter.reset()

    participant.refreshed(OWNER)

    assert meter.calls == ["dynamodb.GetItem", "dynamodb.BatchGetItem"]


def test_refreshing_an_empty_cart_is_one_read(shop: None) -> None:
    meter.reset()

    assert participant.refreshed(OWNER).lines == ()
    assert meter.calls == ["dynamodb.GetItem"]


def test_refreshing_runs_again_when_the_cart_moves_and_gives_the_cart_as_it_is_in_the_end(
    cart: Cart, rivals: Rivals
) -> None:
    stock(sku_row("mug", price_minor=900))
    customer = Shopper(customer_id="usr_1")
    rivals.append(lambda: customer.set("kettle", 5))

    refreshed = participant.refreshed(OWNER)

    assert refreshed.lines == (line("mug", 2, price_minor=900), line("kettle", 5, price_minor=3999))
    assert CartStore().find(OWNER) == refreshed


def test_the_view_is_what_the_api_shows(cart: Cart) -> None:
    assert msgspec.json.encode(participant.view(cart)).decode() == Shopper(customer_id="usr_1").show().text
