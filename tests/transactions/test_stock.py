"""test_participant on DynamoDB Local."""

from tests.functions.inventory.test_participant import *  # noqa: F403 -- the same tests, by another engine
