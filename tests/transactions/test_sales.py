"""The sales of inventory on DynamoDB Local: what a missing sale is compared with is the engine's to say."""

from tests.functions.inventory.test_sales import *  # noqa: F403 -- the same tests, by another engine
