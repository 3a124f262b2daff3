"""Pricing: what an order costs, by one function for quote, order, refund and invoice.

Owns: the rules of discounts, shipping and tax, and the tables of rates they go by. Never: an item or an
endpoint of its own, nor coupons, which are promotions' and reach it as a discount.
"""
