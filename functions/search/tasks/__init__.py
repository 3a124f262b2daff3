"""The scheduled functions of search."""
