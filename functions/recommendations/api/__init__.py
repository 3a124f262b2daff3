"""The endpoints of recommendations, a module each."""
