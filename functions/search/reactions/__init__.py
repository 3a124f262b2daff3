"""The reactions of search."""
