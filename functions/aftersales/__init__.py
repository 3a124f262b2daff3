"""Aftersales: what happens to an order after it is paid: refunds that somebody in charge gives, and returns.

Owns: returns, and how many units of an order they claim. Never: money or stock themselves, which it moves
by the participants of payments and inventory; beside checkout it is the only one that may.
"""
