"""Checkout: turns a cart into a paid order, or into nothing at all.

Owns: the transactions that move orders, money and stock together, and the saga around the payment.
Never: an item of its own. Beside aftersales it is the only reader of the participants of the other services.
"""
