"""The rules of inventory: units and their places, what changes them, and where an order's come from."""
