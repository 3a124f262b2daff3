"""Versions never repeat, and carts expire to the second."""

from dataclasses import replace

from cart import holder, versions
from cart.domain import Cart
from cart.holder import DAY_S
from tests.functions.cart.support import OWNER, cart_of, line

BORN_MS = 1_795_339_800_123
GUEST = holder.guest("hash")


def test_the_first_version_is_the_time_of_birth() -> None:
    step = versions.change(Cart(OWNER), cart_of(line("mug")), at_ms=BORN_MS)

    assert step.after.version == BORN_MS


def test_every_change_takes_the_next_version_and_starts_the_life_anew() -> None:
    step = versions.change(cart_of(version=7), cart_of(line("mug")), at_ms=BORN_MS)

    assert step.after.version == 8
    assert step.after.expires_at_s == BORN_MS // 1000 + 30 * DAY_S


def test_a_guests_cart_lives_a_week() -> None:
    step = versions.change(Cart(GUEST), cart_of(line("mug"), holder=GUEST), at_ms=BORN_MS)

    assert step.after.expires_at_s == BORN_MS // 1000 + 7 * DAY_S


def test_a_cart_is_whole_until_the_second_in_which_it_expires() -> None:
    cart = replace(cart_of(line("mug"), version=5), expires_at_s=100)

    assert versions.as_of(cart, 99) == cart
    assert versions.as_of(cart, 100) == Cart(OWNER, version=5)


def test_a_cart_born_again_after_its_deletion_never_comes_back_to_an_old_version() -> None:
    cart = versions.change(Cart(OWNER), cart_of(line("mug")), at_ms=BORN_MS).after
    for _ in range(1000):
        cart = versions.change(cart, cart, at_ms=BORN_MS).after

    reborn_at_ms = cart.expires_at_s * 1000
    assert versions.change(Cart(OWNER), cart, at_ms=reborn_at_ms).after.version > cart.version


def test_unchanged_lines_are_not_saved() -> None:
    cart = cart_of(line("mug"))

    assert versions.changes(cart, cart, None, at_ms=BORN_MS) == ()
    assert versions.changes(cart, cart, Cart(GUEST), at_ms=BORN_MS) == ()


def test_a_merge_saves_both_carts_even_if_the_customers_took_nothing() -> None:
    full = cart_of(line("mug", 99), version=3)
    guest = cart_of(line("mug", 5), version=8, holder=GUEST)

    own_step, guest_step = versions.changes(full, full, guest, at_ms=BORN_MS)

    assert (own_step.after.version, own_step.after.lines) == (4, full.lines)
    assert (guest_step.after.version, guest_step.after.lines) == (9, ())
    assert guest_step.after.taken_by == OWNER.key
