"""The endpoints of search."""
