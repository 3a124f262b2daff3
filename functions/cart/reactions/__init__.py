"""The reactions of cart, a module each."""
