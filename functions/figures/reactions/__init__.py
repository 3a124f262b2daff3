"""The reactions of figures, a module each."""
