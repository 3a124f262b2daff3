"""test_place_order on DynamoDB Local."""

from tests.functions.checkout.test_place_order import *  # noqa: F403 -- the same tests, by another engine
