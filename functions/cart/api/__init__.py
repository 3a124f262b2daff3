"""The endpoints of carts, a module each."""
