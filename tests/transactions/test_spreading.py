"""test_spread_stock on DynamoDB Local."""

from tests.functions.inventory.test_spread_stock import *  # noqa: F403 -- the same tests, by another engine
