"""The reactions of payments, a module each."""
