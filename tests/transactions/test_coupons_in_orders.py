"""test_coupons_in_orders on DynamoDB Local."""

from tests.functions.checkout.test_coupons_in_orders import *  # noqa: F403 -- the same tests, by another engine
