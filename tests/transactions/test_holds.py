"""test_reserve_stock on DynamoDB Local."""

from tests.functions.inventory.test_reserve_stock import *  # noqa: F403 -- the same tests, by another engine
