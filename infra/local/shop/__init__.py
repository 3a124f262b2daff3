"""Goods for a local shop: the demo shop's own, and real catalogues read from files."""
