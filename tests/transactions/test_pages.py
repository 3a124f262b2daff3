"""test_pages on DynamoDB Local."""

from tests.layers.haat.table.test_pages import *  # noqa: F403 -- the same tests, by another engine
