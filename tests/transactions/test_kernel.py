"""test_commit on DynamoDB Local."""

from tests.layers.haat.table.test_commit import *  # noqa: F403 -- the same tests, by another engine
