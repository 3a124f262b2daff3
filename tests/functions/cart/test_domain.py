"""What a cart accepts, line by line."""

from dataclasses import replace

import pytest

from cart import domain
from cart.domain import Cart, CartFull, OutOfStock, QuantityTooLarge, SkuNotOnSale
from haat.errors import NotFound
from haat.money import Money
from tests.functions.cart.support import AT, OWNER, cart_of, line, offer

LATER = "2026-11-23T10:00:00Z"


def test_the_first_add_makes_a_line_at_the_price_of_the_offer() -> None:
    assert domain.add(Cart(OWNER), "mug", 2, offer("mug"), currency="EUR", at=AT) == Cart(
        OWNER, (line("mug", 2),)
    )


def test_adding_again_sums_the_units_at_the_price_of_today_and_keeps_when_it_was_added() -> None:
    again = domain.add(
        cart_of(line("mug", 2)), "mug", 3, offer("mug", price_minor=1200), currency="EUR", at=LATER
    )

    assert isinstance(again, Cart)
    assert again.lines == (line("mug", 5, price_minor=1200),)


def test_a_new_line_goes_to_the_end_and_an_old_one_keeps_its_place() -> None:
    cart = cart_of(line("mug"), line("lamp"))

    grown = domain.add(cart, "kettle", 1, offer("kettle"), currency="EUR", at=AT)
    assert isinstance(grown, Cart)
    again = domain.add(grown, "mug", 1, offer("mug"), currency="EUR", at=AT)

    assert isinstance(again, Cart)
    assert [found.sku for found in again.lines] == ["mug", "lamp", "kettle"]


@pytest.mark.parametrize(
    ("cart", "quantity", "on_offer", "problem"),
    [
        (cart_of(), 1, None, SkuNotOnSale("mug")),
        (cart_of(line("mug", 60)), 40, offer("mug"), QuantityTooLarge("mug", 99)),
        (cart_of(), 3, offer("mug", available=2), OutOfStock("mug", 2, 3)),
        (cart_of(line("mug", 2)), 1, offer("mug", available=2), OutOfStock("mug", 2, 3)),
        (cart_of(*(line(f"s{n}") for n in range(80))), 1, offer("mug"), CartFull(80)),
    ],
)
def test_what_a_cart_cannot_take_is_refused_with_the_reason(
    cart: Cart, quantity: int, on_offer: domain.Offer | None, problem: domain.Unaddable
) -> None:
    assert domain.add(cart, "mug", quantity, on_offer, currency="EUR", at=AT) == problem


def test_a_full_cart_takes_more_of_what_it_holds() -> None:
    full = cart_of(*(line(f"s{n}") for n in range(80)))

    more = domain.add(full, "s7", 98, offer("s7"), currency="EUR", at=AT)

    assert isinstance(more, Cart)
    assert more.line("s7") == line("s7", 99)


def test_all_the_units_that_are_left_can_be_added() -> None:
    assert isinstance(
        domain.add(cart_of(line("mug", 2)), "mug", 3, offer("mug", available=5), currency="EUR", at=AT), Cart
    )


def test_setting_a_quantity_touches_no_other_line() -> None:
    cart = cart_of(line("mug", 2), line("lamp"))

    assert domain.set_quantity(cart, "mug", 7) == cart_of(line("mug", 7), line("lamp"))


def test_a_line_that_is_not_there_cannot_be_set_or_removed() -> None:
    assert domain.set_quantity(cart_of(line("mug")), "lamp", 1) == NotFound()
    assert domain.remove(cart_of(line("mug")), "lamp") == NotFound()


def test_removing_takes_out_one_line() -> None:
    assert domain.remove(cart_of(line("mug"), line("lamp")), "mug") == cart_of(line("lamp"))


def test_the_subtotal_is_the_sum_of_units_times_price() -> None:
    cart = cart_of(line("mug", 2, price_minor=750), line("lamp", price_minor=2500))

    assert cart.subtotal("EUR") == Money(4000, "EUR")
    assert cart_of().subtotal("EUR") == Money(0, "EUR")


def test_a_merge_sums_what_both_carts_hold_and_caps_it() -> None:
    guest = cart_of(line("mug", 60), line("lamp", 1))

    merged = domain.merge(cart_of(line("mug", 50)), guest)

    assert merged.lines == (line("mug", 99), line("lamp", 1))


def test_a_merge_into_a_full_cart_leaves_the_newest_lines_of_the_guest_behind() -> None:
    own = cart_of(*(line(f"s{n}") for n in range(79)))

    merged = domain.merge(own, cart_of(line("older"), line("newer"), line("s3")))

    assert merged.lines == (*own.lines[:3], line("s3", 2), *own.lines[4:], line("older"))


def test_repricing_takes_new_prices_and_names_and_drops_what_is_not_on_sale() -> None:
    cart = cart_of(line("mug", 2), line("lamp"), line("kettle"))

    repriced = domain.reprice(cart, {"mug": offer("mug", price_minor=900), "lamp": None})

    assert repriced.lines == (line("mug", 2, price_minor=900), line("kettle"))
    assert replace(repriced, lines=cart.lines) == cart
