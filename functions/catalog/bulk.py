"""Changes of many products, one by one: on sale, off sale, at another price."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar

from catalog import domain
from catalog.domain import Product, State
from catalog.domain.repricing import Price, reprice
from catalog.store import ProductStore
from haat import clock
from haat.errors import Conflict, NotFound, Problem
from haat.http import Answer, Call
from haat.http.once import AlreadyAnswered
from haat.settings import CURRENCY


class Action(StrEnum):
    """What is done to a product."""

    PUBLISH = "publish"  # a draft goes on sale
    ARCHIVE = "archive"  # it goes off sale for good
    REPRICE = "reprice"


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked for of one product; with `version`, only if it is at that still."""

    product_id: str
    action: Action
    prices: Sequence[Price]
    version: int | None


@dataclass(frozen=True, slots=True)
class Done:
    """A product after its change."""

    product_id: str
    version: int
    state: State


@dataclass(frozen=True, slots=True)
class ProductNotDraft(Conflict):
    """The product is no draft."""

    detail: ClassVar[str] = "It is {state}: only a draft can be published."
    state: State


Outcome = Answer[Done] | Problem | AlreadyAnswered


class BulkChanger:
    """Makes changes, each by a transaction of its own."""

    def __init__(self) -> None:
        self._products = ProductStore()

    def change(self, call: Call[Any], change: Change) -> Outcome:
        """What became of one change. Two reads and a transaction, with the marker of `call`."""
        product = self._products.find_any(change.product_id)
        if product is None or product.state is State.ARCHIVED:
            return NotFound()
        if change.version not in (None, product.version):
            return domain.ProductChanged(product.version)
        after = _after(product, change)
        if isinstance(after, Problem):
            return after
        answer = Answer(Done(after.id, after.version, after.state))
        write = self._products.archive if change.action is Action.ARCHIVE else self._products.change
        audited = call.audited(f"product/{after.id}", product, after)
        return write(product, after, audited, *call.remember(answer)) or answer


def _after(product: Product, change: Change) -> Product | Problem:
    now = clock.now()
    match change.action:
        case Action.ARCHIVE:
            return domain.archive(product, now)
        case Action.REPRICE:
            return reprice(product, change.prices, CURRENCY.text(), now)
        case Action.PUBLISH if product.state is State.DRAFT:
            return replace(domain.touch(product, now), state=State.ACTIVE)
        case Action.PUBLISH:
            return ProductNotDraft(product.state)
