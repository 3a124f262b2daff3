"""The rules of recommendations."""
