"""test_place_order_races on DynamoDB Local."""

from tests.functions.checkout.test_place_order_races import *  # noqa: F403 -- the same tests, by another engine
