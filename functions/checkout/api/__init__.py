"""The endpoints of checkout, a module each."""
