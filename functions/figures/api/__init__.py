"""The endpoints of figures, a module each."""
