"""Wishlists: what customers want to remember, and who is to hear when it is back or costs less.

Owns: lists of SKUs, the links to them, and who watches which SKU. Never: prices, stock or carts.

An item moves into the cart by two calls of the client: `POST /api/cart/items` with the item's `item_id` as
`Idempotency-Key`, then `DELETE` of the item here. However often that is repeated, the cart gets it once.
"""
