"""test_place_order_from_places on DynamoDB Local."""

from tests.functions.checkout.test_place_order_from_places import *  # noqa: F403 -- the same tests, by another engine
