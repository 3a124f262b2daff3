"""The search index is a read model: the archive, replayed from nothing, makes it again to the byte."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.api import archive_product, create_product, replace_product
from haat.events.outbox import EventItem
from haat.http.endpoint import Handler
from inventory.announcing import Announcer
from inventory.api import update_stock
from search.domain.entries import Entry
from search.engines.embedded.engine import EmbeddedEngine
from search.manifest import INDEX_PRODUCTS
from search.reactions import index_products
from tests.functions.catalog.examples import body, variant
from tests.support.messages import message_of
from tests.support.requests import Response, admin_claims, send
from tests.support.table import items

HEARD = INDEX_PRODUCTS.events
pytestmark = pytest.mark.usefixtures("bucket")


def ask(handler: Handler[..., Any], body_: object = None, **path: str) -> Response:
    answer = send(handler, body_, path=path, claims=admin_claims())
    assert answer.status < 300, answer.text
    return answer


def a_day_at_the_shop() -> list[EventItem]:
    """Products come, change and go, and stock does; the events of that, oldest first."""
    made = [
        ask(create_product.handler, body(name=f"Bowl {n}", variants=[variant(f"B{n}"), variant(f"C{n}")]))
        for n in range(4)
    ]
    first, second, third, _ = [answer.json["id"] for answer in made]
    again = body(name="Bowl of another name", variants=[variant("B0", 1900)])
    ask(replace_product.handler, again, product_id=first)
    ask(archive_product.handler, product_id=second)
    for sku, available in (("B0", 4), ("B0", 0), ("B0", 9), ("C2", 1)):
        ask(update_stock.handler, {"sku": sku, "available": available, "reason": "counted"})
        Announcer().announce(sku)  # as the stream's consumer does when a SKU sells out or comes back
    ask(replace_product.handler, body(variants=[variant("B2"), variant("D2")]), product_id=third)
    return sorted(items(EventItem), key=lambda event: (event.pk, event.sequence))


def index_of(events: Sequence[EventItem], products: Sequence[str], *, batch: int = 10) -> bytes:
    """The entries of an index that hears these events first, as bytes."""
    heard = [message_of(event, n) for n, event in enumerate(events) if event.name in HEARD]
    engine = _Engine()
    for start in range(0, len(heard), batch):
        engine.hear(heard[start : start + batch])
    return json.dumps([engine.shown(product_id) for product_id in products], sort_keys=True).encode()


class _Engine:
    """The reaction with an index of its own, in memory."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def hear(self, batch: list[dict[str, object]]) -> None:
        index_products.handler.__dict__["_dependencies"] = [self]
        try:
            assert index_products.handler({"Records": batch}, None) == {"batchItemFailures": []}
        finally:
            index_products.handler.__dict__.pop("_dependencies")

    def apply(self, changes: Sequence[object]) -> int:
        from search.domain.entries import fold

        changed = fold(self._entries.get, changes)  # type: ignore[arg-type]
        self._entries |= {entry.id: entry for entry in changed}
        return len(changed)

    def shown(self, product_id: str) -> object:
        return asdict(self._entries[product_id])


@pytest.fixture
def archive() -> list[EventItem]:
    return a_day_at_the_shop()


def products_in(events: Sequence[EventItem]) -> list[str]:
    return sorted({event.pk.partition("#")[2] for event in events if event.pk.startswith("PRODUCT#")})


def test_the_archive_replayed_from_nothing_makes_the_same_index(archive: list[EventItem]) -> None:
    """The real engine, once event by event as they happened and once from nothing in one batch."""
    products = products_in(archive)
    assert len(products) == 4

    def shown(messages: list[list[dict[str, object]]]) -> bytes:
        for batch in messages:
            index_products.handler.__dict__.pop("_dependencies", None)  # a new function
            assert index_products.handler({"Records": batch}, None) == {"batchItemFailures": []}
        found = [EmbeddedEngine().find(product_id) for product_id in products]
        assert all(found)
        return json.dumps([asdict(entry) for entry in found if entry], sort_keys=True).encode()

    heard = [message_of(event, n) for n, event in enumerate(archive) if event.name in HEARD]
    as_it_happened = shown([[one] for one in heard])
    again = shown([heard, heard])
    assert again == as_it_happened == index_of(archive, products)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_in_any_order_and_any_number_of_times_the_index_is_the_same(
    archive: list[EventItem], data: st.DataObject
) -> None:
    products = products_in(archive)
    shuffled = data.draw(st.permutations(archive + archive[:5]))
    batch = data.draw(st.integers(1, 12))

    assert index_of(shuffled, products, batch=batch) == index_of(archive, products)
