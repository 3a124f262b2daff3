"""The whole table, as a test may look at it."""

from typing import TypeVar

import boto3

from haat.table.item import Item
from tests.conftest import ENVIRONMENT

ItemT = TypeVar("ItemT", bound=Item)


def items(of: type[ItemT]) -> list[ItemT]:
    """Every item of a class."""
    found = [Item.from_raw_data(raw) for raw in raw_items()]
    return [item for item in found if isinstance(item, of)]


def delete(pk: str, sk: str) -> None:
    """Delete one item, whatever it is."""
    key = {"pk": {"S": pk}, "sk": {"S": sk}}
    boto3.client("dynamodb").delete_item(TableName=ENVIRONMENT["TABLE_NAME"], Key=key)


def ids_of(prefix: str) -> set[str]:
    """The ids of all aggregates of one key space such as "ORDER#"."""
    keys = {raw["pk"]["S"] for raw in raw_items()}
    return {key.removeprefix(prefix) for key in keys if key.startswith(prefix)}


def raw_items() -> list[dict[str, dict[str, str]]]:
    """Every item, as DynamoDB writes it."""
    pages = boto3.client("dynamodb").get_paginator("scan").paginate(TableName=ENVIRONMENT["TABLE_NAME"])
    return [raw for page in pages for raw in page["Items"]]  # type: ignore[misc]
