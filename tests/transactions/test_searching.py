"""test_stockroom on DynamoDB Local."""

from tests.functions.inventory.test_stockroom import *  # noqa: F403 -- the same tests, by another engine
