"""A token or a cursor with a bit changed, or one that breaks a parser, is nobody's and points nowhere."""

import pytest
from jwt.utils import base64url_decode

from cart import manifest as cart
from catalog.api import list_products
from haat.errors import CursorInvalid
from haat.http import cursor, order_link, tokens
from haat.manifest import Endpoint
from orders import manifest as orders
from tests.faults.world import World
from tests.layers.haat.http.test_tokens import OURS, KeySet, claims, key_set
from tests.security.bombs.flips import bombs_of, flips
from tests.support.forgeries import signed
from tests.support.requests import customer_claims, send
from tests.support.tokens import authorization

__all__ = ["key_set"]


def decoded(token: str) -> list[bytes]:
    """The bytes that are signed and those of the signature; the last letter of it has four bits to spare."""
    signed, _, signature = token.rpartition(".")
    return [signed.encode(), base64url_decode(signature)]


def test_a_token_with_one_bit_changed_is_nobodys(key_set: KeySet) -> None:
    token = signed(claims(), {"typ": "JWT", "kid": "k1"}, OURS)
    assert tokens.customer_from_token(token)
    changed = list(flips(token))
    taken = [one for one in changed if tokens.customer_from_token(one) and decoded(one) != decoded(token)]
    assert taken == []
    assert len(changed) > 4000


def test_a_link_to_an_order_with_one_bit_changed_is_nobodys() -> None:
    token = order_link.token_of("ord_01hzzzzzzzzzzzzzzzzzzzzzzz")
    assert order_link.holder_of(token)
    assert [one for one in flips(token) if order_link.holder_of(one)] == []


def test_a_cursor_with_one_bit_changed_points_nowhere() -> None:
    real = cursor.encode({"pk": "PRODUCT#1", "sk": "META"}, scope="products")
    assert real
    assert isinstance(cursor.decode(real, scope="products"), dict)
    taken = [one for one in flips(real) if cursor.decode(one, scope="products") != CursorInvalid()]
    assert taken == []


@pytest.mark.parametrize("declared", [cart.GET_CART, orders.GET_ORDER], ids=lambda declared: declared.name)
def test_a_token_that_breaks_a_parser_is_refused_and_no_fault(declared: Endpoint) -> None:
    with World() as world:
        whole = authorization(customer_claims())
        path = {"order_id": "ord_1"} if "order_id" in declared.path else {}
        answers = {
            name: world.request(declared, path=path, headers={"authorization": f"Bearer {token}"}).status
            for name, token in bombs_of(whole.removeprefix("Bearer ")).items()
        }
    assert {name: status for name, status in answers.items() if status != 401} == {}


def test_a_list_answers_a_changed_cursor_by_a_problem() -> None:
    real = cursor.encode({"after": "x"}, scope="x")
    with World():
        statuses = {send(list_products.handler, query={"cursor": one}).status for one in flips(str(real))}
    assert statuses == {400}
