"""Figures: what the days of the shop add up to, for those who run it.

Owns: counters of each day and currency, made from events, each of which counts once; and, as events
tell it, of which SKUs more should be ordered.
Never: orders, payments or stock. Whoever wants to know more about one looks there.
"""
