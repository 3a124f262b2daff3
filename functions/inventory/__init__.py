"""Inventory: how many units of every SKU are available, reserved, sold and damaged, and where they are.

Owns: the units in the rows of a SKU (one for each warehouse, and for each shard of a hot SKU), the ledger
of what came, went and moved, and the holds of partners' systems.
Never: prices, or whether a SKU is on sale, which are catalog's. Checkout moves units by `participant`.
"""
