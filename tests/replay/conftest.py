"""What a replay needs: a table, and a bucket for the index."""

from tests.functions.search.conftest import bucket

__all__ = ["bucket"]
