"""Carts: what a guest or a customer means to buy.

Owns: the lines of a cart, its version and how long it lives. Never: stock, which it does not hold, or
prices, which it shows and checkout decides. Checkout takes carts over through `participant`.
"""
