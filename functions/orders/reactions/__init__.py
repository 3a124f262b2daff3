"""The reactions of orders, a module each."""
