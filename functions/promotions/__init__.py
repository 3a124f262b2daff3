"""Promotions: coupons, and who has used them for which order.

Owns: coupons, the counters of their uses, and one item per use. Never: prices; what a coupon takes off is
worked out by pricing.
"""
