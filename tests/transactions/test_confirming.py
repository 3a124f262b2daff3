"""test_confirm_order on DynamoDB Local."""

from tests.functions.checkout.test_confirm_order import *  # noqa: F403 -- the same tests, by another engine
