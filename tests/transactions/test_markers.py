"""test_markers on DynamoDB Local."""

from tests.layers.haat.table.test_markers import *  # noqa: F403 -- the same tests, by another engine
