"""The endpoints of payments, a module each."""
