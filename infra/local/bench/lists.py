"""What a page of products costs the table, however many there are: round trips, and bytes read.

The table is in this process; a million products take 4 GB. Times and read units would say nothing: the
emulator searches an index from end to end, and charges as much for any query. DynamoDB charges half a unit
for each 4 KB.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from botocore.awsrequest import AWSResponse

from catalog import domain
from catalog.domain import Draft, Variant
from catalog.domain.lists import Filters, ShelfPage
from catalog.keys import CATEGORY, PRODUCT, shelf_sort
from catalog.store.categories import CategoryStore
from catalog.store.items import to_item
from catalog.store.shelves import ShelfStore
from haat.clients import client
from haat.money import Money
from haat.table import connection
from infra.local import table_in_process
from infra.local.table_in_process import Body

FEW = 10_000  # with fewer a category has no full page
CATEGORIES, PAGE, SHOWN_AT = 500, 20, "2026-11-26T09:00:00Z"
TABLE = {"TABLE_NAME": "bench", "AWS_DEFAULT_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "bench",
         "AWS_SECRET_ACCESS_KEY": "bench", "CURSOR_KEY": "bench"}  # fmt: skip


class ShortPage(RuntimeError):
    """A page had fewer products than there are for it: the figures would be of something else."""


_answered: list[int] = []  # bytes of each answer of the table


def measure(products: int = FEW) -> dict[str, float]:
    """The figures for so many products."""
    figures: dict[str, float] = {"list_products": products}
    with _table(products):
        for what, page in _pages().items():
            _answered.clear()
            found = page()
            if len(found.products) != PAGE:
                raise ShortPage(f"{what}: {len(found.products)} of {PAGE}")
            figures[f"{what}_round_trips"] = len(_answered)
            figures[f"{what}_read_kb"] = round(sum(_answered) / 1024, 1)
    return figures


def _pages() -> dict[str, Callable[[], ShelfPage]]:
    """The first page of everything, and of a category."""
    shelves, everything, one = ShelfStore(), Filters((), None, None, None), Filters(("c7",), None, None, None)
    return {
        "list_all": lambda: shelves.page(everything, limit=PAGE, start=None),
        "list_category": lambda: shelves.page(one, limit=PAGE, start=None),
    }


@contextmanager
def _table(products: int) -> Iterator[None]:
    """A table with so many products, each a copy of one under its own id, in 500 categories."""
    module = table_in_process.module()
    with mock.patch.dict(os.environ, TABLE):
        client.cache_clear()
        connection.shared.cache_clear()
        dynamodb: Any = connection.shared().connection.client
        dynamodb.meta.events.register_first("before-send", _answer)
        module.reset()
        schema = connection.schema(TABLE["TABLE_NAME"])
        schema["GlobalSecondaryIndexes"][0]["Projection"] = {"ProjectionType": "ALL"}
        dynamodb.create_table(BillingMode="PAY_PER_REQUEST", **schema)
        for number in range(CATEGORIES):
            CategoryStore().ensure(f"c{number}")
        _fill(module._tables[TABLE["TABLE_NAME"]]["items"], products)
        try:
            yield
        finally:
            module.reset()
            client.cache_clear()
            connection.shared.cache_clear()


def _fill(items: Any, products: int) -> None:
    like = to_item(_product()).to_dynamodb_dict()
    for number in range(products):
        product_id, slug = f"prod_{number:026d}", f"c{number % CATEGORIES}"
        key = {
            "pk": {"S": PRODUCT.key(product_id)},
            "gsi1pk": {"S": CATEGORY.key(slug)},
            "gsi1sk": {"S": shelf_sort(SHOWN_AT, product_id)},
        }
        items[key["pk"]["S"]][like["sk"]["S"]] = like | key


def _product() -> domain.Product:
    variant = Variant("BOWL-15", Money(2400, "EUR"), {}, ())
    draft = Draft("Tidepool Bowl, 15 cm", "A bowl. " * 60, "Haat", "c0", {"glaze": "blue"}, (), (variant,))
    return domain.create(draft, f"prod_{0:026d}", SHOWN_AT)


def _answer(request: Any, event_name: str, **_: Any) -> AWSResponse:
    """MiniStack's DynamoDB, called in this process."""
    said = table_in_process.answer(event_name.rpartition(".")[2], bytes(request.body or b""))
    _answered.append(len(said.body))
    return AWSResponse(request.url, said.status, {"content-type": "application/json"}, Body(said.body))  # type: ignore[arg-type]  # any body does
