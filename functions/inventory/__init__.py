"""Inventory: how many units of every SKU are available, reserved, sold and damaged.

Owns: the units in the row of a SKU, and the ledger of what was received and lost.
Never: prices, or whether a SKU is on sale, which are catalog's. Checkout moves units by `participant`.
"""
