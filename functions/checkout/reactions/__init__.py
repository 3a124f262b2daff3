"""The reactions of checkout, a module each."""
