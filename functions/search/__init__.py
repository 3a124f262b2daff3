"""Search: finds products by words, filters and facets, and keeps the index behind that.

Owns: the index, built from the events of catalog and inventory. Never: a price or a stock that a
checkout relies on; what it shows may be seconds old.
"""
