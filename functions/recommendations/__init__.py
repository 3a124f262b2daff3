"""Recommendations: what else a customer may like, and what goes with a product.

Owns: the purchases it has heard of, the model made from them, and the lists that are served. Never: products,
their prices or their stock, of which it only remembers what it was told.
"""
