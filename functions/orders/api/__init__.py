"""The endpoints of orders, a module each."""
