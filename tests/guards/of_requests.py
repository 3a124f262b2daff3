"""Guards at the door: who asks, how often, and for what."""

from typing import Any

import jwt
import pytest

from haat.http.call import Call
from haat.table.item import IntegerMap
from haat.table.sku import SkuItem
from payments import domain
from tests.guards.guard import guard


@guard(
    "G10",
    "prices come from the server, and demand is summed before it is checked",
    "tests/functions/checkout/test_place_order_refused.py",
    "tests/scenarios/test_stock_and_cart.py",
)
def trust_the_cart(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(IntegerMap, "__getitem__", lambda *_: _AnyPrice())


class _AnyPrice:
    """A price that equals every other."""

    def __eq__(self, other: object) -> Any:
        return SkuItem.pk.exists()

    __hash__ = None  # type: ignore[assignment]


@guard(
    "G11",
    "whoever owns it is part of the condition",
    "tests/functions/orders/test_get_order.py",
    "tests/functions/checkout/test_order_links.py",
)
def show_anybody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Call, "holds", lambda *_: True)


@guard(
    "G16",
    "admission and rate limits: so many cards may be tried for one order",
    "tests/functions/payments/test_domain.py",
    "tests/functions/checkout/test_journeys.py",
)
def try_any_number_of_cards(patch: pytest.MonkeyPatch) -> None:
    """The limits of the gateway and the firewall are held against the template, by tests/infra/cdk."""
    patch.setattr(domain, "outcome_of_decline", lambda payment, **_: domain.outcome_of(payment))


@guard(
    "G18",
    "a token is RS256, ours, for us, of its type, with a key of our set",
    "tests/layers/haat/http/test_tokens.py",
)
def accept_any_token(patch: pytest.MonkeyPatch) -> None:
    decode = jwt.decode_complete

    def trusting(token: str, *_: Any, **__: Any) -> Any:
        return decode(token, options={"verify_signature": False})

    patch.setattr(jwt, "decode_complete", trusting)
