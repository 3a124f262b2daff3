"""The reactions of recommendations, a module each."""
