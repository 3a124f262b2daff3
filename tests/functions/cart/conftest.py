"""What the tests of carts share: three SKUs on sale, tokens that verify, and races on demand."""

from collections.abc import Callable, Sequence

import pytest

from cart import changes
from cart.store import CartStore
from cart.versions import Change
from haat.http import tokens
from haat.http.call import Customer
from haat.table.writes import Write
from tests.functions.cart.support import sku_row, stock

Rivals = list[Callable[[], object]]


def _customer(token: str) -> Customer | None:
    """The access token of `usr_1` is "usr_1"."""
    return Customer(token, "fam_1", f"{token}@example.com") if token.startswith("usr_") else None


@pytest.fixture
def shop(table: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop that sells kettles and mugs, and has two lamps left."""
    monkeypatch.setattr(tokens, "customer_from_token", _customer)
    monkeypatch.setattr(changes, "BACKOFF_BASE_S", 0)
    stock(sku_row("kettle", price_minor=3999))
    stock(sku_row("mug", price_minor=750))
    stock(sku_row("lamp", price_minor=2500, available=2))


@pytest.fixture
def rivals(shop: None, monkeypatch: pytest.MonkeyPatch) -> Rivals:
    """What others do between a read and its save: each save runs the next of these first, whose own saves
    run what it appends itself."""
    waiting: Rivals = []
    save = CartStore.save

    def raced(self: CartStore, steps: Sequence[Change], *also: Write) -> list[object]:
        if waiting:
            rival, later = waiting.pop(0), waiting[:]
            waiting.clear()
            rival()
            waiting.extend(later)
        return save(self, steps, *also)

    monkeypatch.setattr(CartStore, "save", raced)
    return waiting
