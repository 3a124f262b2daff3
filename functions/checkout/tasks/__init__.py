"""The tasks of checkout, a module each."""
