"""The endpoints of operations, a module each."""
