"""Catalog: what the shop sells, and in which categories.

Owns: products, categories, and the offer of every SKU (name, price, whether it is on sale).
Never: how many units are left, which is inventory's, nor search.
"""
