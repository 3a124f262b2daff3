"""The tasks of payments, a module each."""
