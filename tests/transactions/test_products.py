"""test_product_store on DynamoDB Local."""

from tests.functions.catalog.test_product_store import *  # noqa: F403 -- the same tests, by another engine
