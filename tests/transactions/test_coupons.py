"""test_uses on DynamoDB Local."""

from tests.functions.promotions.test_uses import *  # noqa: F403 -- the same tests, by another engine
