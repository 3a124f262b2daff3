"""test_place_order_refused on DynamoDB Local."""

from tests.functions.checkout.test_place_order_refused import *  # noqa: F403 -- the same tests, by another engine
