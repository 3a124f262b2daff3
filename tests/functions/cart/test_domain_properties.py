"""Whatever is done to carts, their rules hold."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from cart import domain
from cart.domain import Cart
from haat.errors import Problem
from tests.functions.cart.support import AT, OWNER, cart_of, line, offer

SKUS = [f"sku{n:02}" for n in range(90)]
skus = st.sampled_from(SKUS)
few_skus = st.sampled_from(SKUS[:4])
units = st.integers(1, 99)
prices = st.integers(0, 10_000_000)

Step = Callable[[Cart], Cart | Problem]


def _adding(sku: str, quantity: int, available: int, price_minor: int) -> Step:
    on_offer = offer(sku, available=available, price_minor=price_minor)
    return lambda cart: domain.add(cart, sku, quantity, on_offer, currency="EUR", at=AT)


def _row_of(first: int, lines: int, quantity: int, price_minor: int) -> Cart:
    """A cart of neighbouring SKUs: two of these overlap in part and fill a cart together."""
    places = [(first + place) % len(SKUS) for place in range(lines)]
    return cart_of(*(line(SKUS[place], quantity, price_minor=price_minor) for place in places))


small_carts = st.lists(st.tuples(few_skus, units, prices), max_size=4, unique_by=lambda each: each[0]).map(
    lambda each: cart_of(*(line(sku, quantity, price_minor=price) for sku, quantity, price in each))
)
wide_carts = st.builds(_row_of, st.integers(0, 89), st.integers(40, 80), units, prices)
carts = small_carts | wide_carts
steps: st.SearchStrategy[Step] = st.one_of(
    st.builds(_adding, few_skus | skus, units, st.integers(0, 200), prices),
    st.builds(lambda sku, n: lambda cart: domain.set_quantity(cart, sku, n), few_skus, units),
    st.builds(lambda sku: lambda cart: domain.remove(cart, sku), few_skus),
    st.builds(lambda guest: lambda cart: domain.merge(cart, guest), carts),
    st.just(domain.clear),
)


def _check(cart: Cart) -> None:
    held = [found.sku for found in cart.lines]
    assert len(held) == len(set(held)) <= 80
    assert all(1 <= found.quantity <= 99 for found in cart.lines)
    totals = [found.quantity * found.unit_price.amount_minor for found in cart.lines]
    assert cart.subtotal("EUR").amount_minor == sum(totals)


@given(st.lists(steps, max_size=12))
def test_a_cart_keeps_its_rules_through_any_sequence_of_changes(sequence: list[Step]) -> None:
    cart = Cart(OWNER)
    for step in sequence:
        after = step(cart)
        cart = cart if isinstance(after, Problem) else after
        _check(cart)


@given(carts, carts)
def test_a_merge_loses_no_sku_unless_the_cart_is_full(own: Cart, guest: Cart) -> None:
    merged = domain.merge(own, guest)

    _check(merged)
    held = {found.sku for found in merged.lines}
    wanted = {found.sku for found in own.lines + guest.lines}
    assert held >= {found.sku for found in own.lines}
    assert held == wanted if len(wanted) <= 80 else len(held) == 80


@given(carts, carts)
def test_a_merge_loses_no_unit_below_the_limit_of_a_line(own: Cart, guest: Cart) -> None:
    for found in domain.merge(own, guest).lines:
        parts = [cart.line(found.sku) for cart in (own, guest)]
        assert found.quantity == min(99, sum(part.quantity for part in parts if part))


@given(carts, carts)
def test_a_merge_repeated_with_the_emptied_guest_changes_nothing(own: Cart, guest: Cart) -> None:
    merged = domain.merge(own, guest)

    assert domain.merge(merged, domain.clear(guest)) == merged
