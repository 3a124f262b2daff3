"""test_store on DynamoDB Local."""

from tests.functions.orders.test_store import *  # noqa: F403 -- the same tests, by another engine
